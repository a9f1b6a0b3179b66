package dev.meridian.integration.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Breakage;
import dev.meridian.integration.BrokenDriver;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.history.WorkloadSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the chaos looks for, it finds: each run breaks the driver in one way, or asks for trouble.
 */
class ChaosFindsTest {

  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30));

  @SuppressWarnings("NullAway.Init")
  private static MultiRegionPostgres cluster;

  @BeforeAll
  static void start() {
    cluster = Chaos.world();
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  private static List<String> findings(Step step, Breakage breakage) throws Exception {
    return new Chaos(new Schedule(1, List.of(step)), PATIENCE, line -> {})
        .run(cluster, new BrokenDriver(breakage))
        .findings();
  }

  @Test
  void aCommitThatIsAcknowledgedAndNeverWas() throws Exception {
    assertThat(
            findings(
                new Step(1, FaultKind.RESET, null, 0, 0, 500, false), Breakage.COMMITS_DROPPED))
        .anyMatch(finding -> finding.contains("was acknowledged, and is on no server"));
  }

  @Test
  void writesToAnOldPrimaryThatComesBack() throws Exception {
    assertThat(
            findings(new Step(1, FaultKind.CRASH, null, 1, 0, 500, true), Breakage.LOWER_TIMELINE))
        .anyMatch(finding -> finding.contains("was replaced, and is written to"));
  }

  @Test
  void whatLeavesAPlaceThatItMayNotLeave() throws Exception {
    assertThat(findings(new Step(1, FaultKind.RESET, null, 0, 0, 500, false), Breakage.OPEN_GATE))
        .anyMatch(finding -> finding.contains(" bytes of who is bound to "));
  }

  private record Plain(String name) implements WorkloadSession {
    @Override
    public Connection connect() throws SQLException {
      return cluster.currentPrimary().connect();
    }

    @Override
    public String servedBy(Connection connection) {
      return "";
    }
  }

  private static void query(Watch watch, String sql) throws SQLException {
    WatchedSession session = new WatchedSession(new Plain("plain"), watch);
    try (Connection connection = session.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aCallThatHangs() throws SQLException {
    try (Watch watch = new Watch(Duration.ofMillis(500))) {
      query(watch, "SELECT pg_sleep(2)");
      assertThat(watch.isHung()).isTrue();
      assertThat(watch.findings())
          .anyMatch(
              finding ->
                  finding.startsWith("Statement.execute hangs") && finding.contains("\n    at "));
    }
  }

  @Test
  void aFailureOfAStateThatNobodyWasToldOf() {
    try (Watch watch = new Watch(Duration.ofSeconds(30))) {
      assertThatThrownBy(() -> query(watch, "SELECT 1 / 0")).isInstanceOf(SQLException.class);
      assertThat(watch.findings())
          .singleElement()
          .asString()
          .contains("fails with the state 22012, which is documented nowhere");
    }
  }

  @Test
  void aFailureThatIsNoSqlException() {
    try (Watch watch = new Watch(Duration.ofSeconds(30))) {
      assertThatThrownBy(
              () ->
                  watch.call(
                      "broken",
                      () -> {
                        throw new IllegalStateException("broken");
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(watch.findings()).singleElement().asString().contains("throws no SQLException");
    }
  }
}
