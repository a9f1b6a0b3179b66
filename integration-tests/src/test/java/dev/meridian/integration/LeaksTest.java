package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is left of connections that were given back, and of data sources that were closed. */
@ShopWorld
class LeaksTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final MultiRegionPostgres cluster;
  private Vantage here;

  LeaksTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void look() throws SQLException {
    cluster.awaitCaughtUp();
    here = cluster.from("eu-west-1");
    here.linkTo("us-east-1").roundTrip(Duration.ofMillis(2));
  }

  private int sessionsOf(String name) throws SQLException {
    return sessions("application_name = '" + name + "'");
  }

  private int sessions(String condition) throws SQLException {
    int sessions = 0;
    for (RegionNode node : cluster.nodes()) {
      String found = node.query("SELECT count(*) FROM pg_stat_activity WHERE " + condition);
      sessions += Integer.parseInt(String.valueOf(found));
    }
    return sessions;
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("meridian"))
        .count();
  }

  private static void use(Connection connection) throws SQLException {
    Sql.query(connection, Routes.READ);
    connection.setAutoCommit(false);
    Sql.query(connection, "SELECT 1 FROM users");
    connection.rollback();
  }

  private static void misuse(Connection connection, int turn) throws SQLException {
    String wrong =
        turn % 2 == 0 ? "SELECT 1/(id - id) FROM users" : "INSERT INTO users (id) VALUES (1)";
    assertThatThrownBy(() -> Sql.execute(connection, wrong)).isInstanceOf(SQLException.class);
    connection.setAutoCommit(false);
    assertThatThrownBy(() -> Sql.execute(connection, wrong)).isInstanceOf(SQLException.class);
    // Left open on purpose: a statement, and a failed transaction.
    Statement open = connection.createStatement();
    assertThat(open.isClosed()).isFalse();
  }

  @Test
  void aDataSourceKeepsNoMoreThanItNeedsAndNothingOnceItIsClosed() throws SQLException {
    String url = here.meridianUrl("ApplicationName=leaks-pool", "maxConnections=4");
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build()) {
      for (int i = 0; i < 150; i++) {
        try (Connection connection = source.getConnection()) {
          use(connection);
        }
      }
      for (int i = 0; i < 100; i++) {
        try (Connection connection = source.getConnection()) {
          misuse(connection, i);
        }
      }
      // Four connections, two sides each.
      assertThat(sessionsOf("leaks-pool")).isBetween(1, 8);
      assertThat(sessions("application_name = 'leaks-pool' AND state <> 'idle'")).isZero();
    }
    Awaitility.await().atMost(SOON).until(() -> sessionsOf("leaks-pool") == 0);
  }

  @Test
  void borrowersWhoComeTogetherGetNoMoreConnectionsThanThePoolMayHold() throws Exception {
    String url = here.meridianUrl("ApplicationName=leaks-rush", "maxConnections=4");
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build()) {
      ExecutorService borrowers = Executors.newFixedThreadPool(4);
      try {
        List<Callable<Void>> rush =
            Collections.nCopies(
                4,
                () -> {
                  for (int i = 0; i < 300; i++) {
                    try (Connection connection = source.getConnection()) {
                      Sql.query(connection, Routes.READ);
                    }
                  }
                  return null;
                });
        for (Future<Void> end : borrowers.invokeAll(rush)) {
          end.get();
        }
      } finally {
        borrowers.shutdown();
      }
      for (RegionNode node : cluster.nodes()) {
        String sessions =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'leaks-rush'";
        assertThat(node.query(sessions)).as(node.region()).isIn("0", "1", "2", "3", "4");
      }
    }
    Awaitility.await().atMost(SOON).until(() -> sessionsOf("leaks-rush") == 0);
  }

  @Test
  void connectionsOfTheDriverLeaveNothingBehind() throws SQLException {
    String url = here.meridianUrl("ApplicationName=leaks-driver");
    DriverManager.getConnection(url).close();
    long threads = threads();
    int probes = sessionsOf("meridian-probe");
    for (int i = 0; i < 60; i++) {
      try (Connection connection = DriverManager.getConnection(url)) {
        use(connection);
      }
      try (Connection connection = DriverManager.getConnection(url)) {
        misuse(connection, i);
      }
    }
    Awaitility.await().atMost(SOON).until(() -> sessionsOf("leaks-driver") == 0);
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(threads));
    // A probe of the catalogue that had lost its connection may come and go.
    assertThat(sessionsOf("meridian-probe")).isLessThanOrEqualTo(probes + 1);
  }

  @Test
  void failedAttemptsLeaveNothingBehind() throws SQLException {
    long threads = threads();
    int probes = sessionsOf("meridian-probe");
    for (int i = 0; i < 15; i++) {
      String url = here.meridianUrl("ApplicationName=leaks-failed-" + i);
      assertThatThrownBy(() -> DriverManager.getConnection(url.replace("/shop?", "/shoe?")))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> DriverManager.getConnection(url + "&roles=standby,auto,auto"))
          .isInstanceOf(SQLException.class);
    }
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(threads()).isLessThanOrEqualTo(threads);
              assertThat(sessionsOf("meridian-probe")).isLessThanOrEqualTo(probes);
            });
  }
}
