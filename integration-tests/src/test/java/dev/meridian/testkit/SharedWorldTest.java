package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@RegionsCluster(
    schema = "CREATE TABLE note (id int PRIMARY KEY, text text)",
    data = "INSERT INTO note VALUES (1, 'copied')")
class SharedWorldTest {
  private final MultiRegionPostgres cluster;

  SharedWorldTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @Test
  void replicatesToBothKinds() throws SQLException {
    cluster.primary().execute("INSERT INTO note VALUES (2, 'streamed')");
    cluster.awaitCaughtUp();
    for (RegionNode node : cluster.nodes()) {
      assertThat(node.query("SELECT string_agg(text, ',' ORDER BY id) FROM note WHERE id < 3"))
          .as(node.toString())
          .isEqualTo("copied,streamed");
    }
  }

  @Test
  void tellsTheKindsApartAsPostgresDoes() throws SQLException {
    String identifier = "SELECT system_identifier FROM pg_control_system()";
    RegionNode primary = cluster.primary();
    RegionNode standby = cluster.node("eu-west-1");
    RegionNode subscriber = cluster.node("ap-east-1");
    assertThat(standby.query("SELECT pg_is_in_recovery()")).isEqualTo("t");
    assertThat(subscriber.query("SELECT pg_is_in_recovery()")).isEqualTo("f");
    assertThat(standby.query(identifier)).isEqualTo(primary.query(identifier));
    assertThat(subscriber.query(identifier)).isNotEqualTo(primary.query(identifier));
  }

  @Test
  void listsThePrimaryFirst() {
    Vantage vantage = cluster.from("ap-east-1");
    assertThat(vantage.regions()).isEqualTo("us-east-1,eu-west-1,ap-east-1");
    assertThat(vantage.hosts()).startsWith("127.0.0.1:" + vantage.linkTo("us-east-1").port() + ",");
    assertThat(vantage.meridianUrl("maxLag=5s"))
        .startsWith("jdbc:meridian:postgresql://" + vantage.hosts() + "/shop?user=app&password=")
        .endsWith("&region=ap-east-1&nodeRegions=us-east-1%2Ceu-west-1%2Cap-east-1&maxLag=5s");
  }

  @Test
  void letsTheApplicationOwnItsTablesAndChecksItsPassword() throws SQLException {
    Vantage vantage = cluster.from("us-east-1");
    try (Connection connection = vantage.connect("us-east-1");
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO note VALUES (10, 'by the application')");
    }
    String wrong = vantage.primaryUrl().replace(cluster.password(), "wrong");
    assertThatThrownBy(() -> DriverManager.getConnection(wrong))
        .isInstanceOf(SQLException.class)
        .hasFieldOrPropertyWithValue("SQLState", "28P01");
  }

  @Test
  void countsTheRoundTripsOfAnOpenConnection() throws SQLException {
    Vantage vantage = cluster.from("eu-west-1");
    WanLink link = vantage.linkTo("us-east-1");
    try (Connection connection = vantage.connect("us-east-1");
        Statement statement = connection.createStatement()) {
      link.resetCounters();
      select(statement, "SELECT 1");
      assertThat(link.roundTrips()).isEqualTo(1);

      connection.setAutoCommit(false);
      statement.execute("INSERT INTO note VALUES (20, 'counted')");
      assertThat(link.roundTrips()).as("BEGIN travels with the INSERT").isEqualTo(2);
      connection.commit();
      assertThat(link.roundTrips()).isEqualTo(3);
      assertThat(link.connections()).isZero();
    }
    assertThat(link.roundTrips()).as("a goodbye is not answered").isEqualTo(3);
  }

  @Test
  void takesTheModelsRoundTripForAQuery() throws SQLException {
    try (Connection connection = cluster.from("eu-west-1").connect("us-east-1");
        Statement statement = connection.createStatement()) {
      select(statement, "SELECT 1");
      long before = System.nanoTime();
      select(statement, "SELECT 1");
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(100), Duration.ofSeconds(1));
    }
  }

  @Test
  void delaysReplicationByTheWayBetweenTheRegions() throws SQLException {
    assertThat(cluster.replicationLink("eu-west-1", "us-east-1").roundTrip())
        .isEqualTo(Duration.ofMillis(100));
    cluster.primary().execute("INSERT INTO note VALUES (30, 'travelling')");
    long committed = System.nanoTime();
    Eventually.holds(
        () ->
            "1".equals(cluster.node("eu-west-1").query("SELECT count(*) FROM note WHERE id = 30")));
    // The commit itself takes part of the way's 50 ms: it is under way before the client hears of
    // it.
    assertThat(Duration.ofNanos(System.nanoTime() - committed))
        .isGreaterThan(Duration.ofMillis(30));
  }

  @Test
  void keepsAReplicaBehindWhileItsStreamIsStalled() throws SQLException {
    cluster.replicationLink("eu-west-1", "us-east-1").stall();
    cluster.primary().execute("INSERT INTO note VALUES (40, 'held')");
    assertThatThrownBy(() -> cluster.awaitCaughtUp("eu-west-1", Duration.ofMillis(500)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("eu-west-1")
        .hasMessageContaining("within 500 ms");
    cluster.restoreLinks();
    cluster.awaitCaughtUp();
    assertThat(cluster.node("eu-west-1").query("SELECT text FROM note WHERE id = 40"))
        .isEqualTo("held");
  }

  private static void select(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
    }
  }
}
