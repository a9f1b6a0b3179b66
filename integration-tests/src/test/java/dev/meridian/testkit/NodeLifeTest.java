package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@RegionsCluster(
    shared = false,
    delays = false,
    standbys = {"eu-west-1", "us-west-2"},
    schema = "CREATE TABLE note (id int PRIMARY KEY)")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeLifeTest {
  private final MultiRegionPostgres cluster;
  private final RegionNode primary;
  private final RegionNode standby;
  private final RegionNode subscriber;

  NodeLifeTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
    this.primary = cluster.primary();
    this.standby = cluster.node("eu-west-1");
    this.subscriber = cluster.node("ap-east-1");
  }

  @Test
  void killsAServerWithAllItsChildrenAndStartsItAgain() throws SQLException {
    primary.execute("INSERT INTO note VALUES (1)");
    try (Connection connection = cluster.from("us-east-1").connect("us-east-1");
        Statement statement = connection.createStatement()) {
      List<ProcessHandle> processes =
          ServerProcesses.in(Path.of(String.valueOf(primary.query("SHOW data_directory")))).stream()
              .filter(NodeLifeTest::isServer)
              .toList();
      assertThat(processes).as("the postmaster with its children").hasSizeGreaterThan(4);
      primary.kill();
      assertThat(primary.isRunning()).isFalse();
      assertThat(processes).noneMatch(ProcessHandle::isAlive);
      assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> cluster.from("us-east-1").connect("us-east-1"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("refused");
    }
    primary.start();
    assertThat(primary.query("SELECT count(*) FROM note WHERE id = 1")).isEqualTo("1");
    cluster.awaitCaughtUp();
  }

  @Test
  void stopsInOrderAndRestarts() throws SQLException {
    try (Connection connection = cluster.from("eu-west-1").connect("eu-west-1");
        Statement statement = connection.createStatement()) {
      standby.stop();
      assertThat(standby.isRunning()).isFalse();
      assertThatThrownBy(() -> statement.execute("SELECT 1"))
          .isInstanceOf(SQLException.class)
          .hasFieldOrPropertyWithValue("SQLState", "57P01");
    }
    standby.start();
    String began = standby.query("SELECT pg_postmaster_start_time()");
    standby.restart();
    assertThat(standby.query("SELECT pg_postmaster_start_time()")).isNotEqualTo(began);
    cluster.awaitCaughtUp();
  }

  @Test
  void pausesReplayOnAStandby() throws SQLException {
    standby.pauseReplay();
    primary.execute("INSERT INTO note VALUES (2)");
    assertThatThrownBy(() -> cluster.awaitCaughtUp("eu-west-1", Duration.ofMillis(300)))
        .isInstanceOf(SQLException.class);
    assertThat(standby.query("SELECT count(*) FROM note WHERE id = 2")).isEqualTo("0");
    standby.resumeReplay();
    cluster.awaitCaughtUp();
    assertThat(standby.query("SELECT count(*) FROM note WHERE id = 2")).isEqualTo("1");
  }

  @Test
  void stopsASubscriptionAndGoesOnWithIt() throws SQLException {
    subscriber.disableSubscription();
    primary.execute("INSERT INTO note VALUES (3)");
    assertThatThrownBy(() -> cluster.awaitCaughtUp("ap-east-1", Duration.ofMillis(300)))
        .isInstanceOf(SQLException.class);
    subscriber.enableSubscription();
    cluster.awaitCaughtUp();
    assertThat(subscriber.query("SELECT count(*) FROM note WHERE id = 3")).isEqualTo("1");
  }

  @Test
  void mendsWhatATestLeavesBroken() throws SQLException {
    primary.kill();
    subscriber.stop();
    standby.pauseReplay();
    cluster.replicationLink("eu-west-1", "us-east-1").drop();
    cluster.mend();
    primary.execute("INSERT INTO note VALUES (4)");
    cluster.awaitCaughtUp();
  }

  @Test
  void refusesWhatDoesNotFitTheKind() {
    assertThatThrownBy(primary::promote)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("us-east-1 is PRIMARY, this needs STANDBY");
  }

  @Test
  void freezesAServerAndThawsIt() throws SQLException {
    Assumptions.assumeFalse("containers".equals(System.getProperty("meridian.testkit.servers")));
    standby.freeze();
    assertThat(standby.isRunning()).isTrue();
    assertThatThrownBy(
            () -> DriverManager.getConnection(standby.directUrl() + "&loginTimeout=1").close())
        .isInstanceOf(SQLException.class);
    standby.thaw();
    assertThat(standby.query("SELECT 1")).isEqualTo("1");
  }

  /** Comes last: it cannot be taken back. */
  @Test
  @Order(Integer.MAX_VALUE - 1)
  void promotesAStandbyAfterThePrimaryWasKilled() throws SQLException {
    primary.execute("INSERT INTO note VALUES (5)");
    cluster.awaitCaughtUp();
    primary.kill();
    standby.promote();
    assertThat(standby.kind()).isEqualTo(NodeKind.PRIMARY);
    standby.execute("INSERT INTO note VALUES (6)");
    assertThat(standby.query("SELECT count(*) FROM note WHERE id IN (5, 6)")).isEqualTo("2");
    cluster.follow("us-west-2", "eu-west-1");
    CatchUp.await(standby, cluster.node("us-west-2"), Duration.ofSeconds(10));
    assertThat(cluster.node("us-west-2").query("SELECT count(*) FROM note WHERE id IN (5, 6)"))
        .isEqualTo("2");
    assertThatThrownBy(() -> cluster.replicationLink("us-west-2", "us-east-1"))
        .hasMessageContaining("it follows eu-west-1");
  }

  /** After the promotion. */
  @Test
  @Order(Integer.MAX_VALUE)
  void bringsEverybodyBehindTheNewPrimary() throws SQLException {
    primary.stop();
    cluster.rebuild("us-east-1");
    subscriber.subscription().abandon();
    cluster.subscribe("ap-east-1", Duration.ofSeconds(30));
    cluster.currentPrimary().execute("INSERT INTO note VALUES (7)");
    cluster.awaitCaughtUp();
    assertThat(cluster.currentPrimary()).isSameAs(standby);
    assertThat(primary.kind()).isEqualTo(NodeKind.STANDBY);
    for (RegionNode node : cluster.nodes()) {
      assertThat(node.query("SELECT count(*) FROM note WHERE id = 7")).isEqualTo("1");
    }
  }

  /** Not the guard beside it, which goes home in its own time. */
  private static boolean isServer(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/postgres");
  }
}
