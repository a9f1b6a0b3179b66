package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However often something fails, no server session and no thread is left of it. */
@ShopWorld
class ManyFailuresTest {

  enum Failure {
    STATEMENT {
      @Override
      void happen(Connection connection) throws SQLException {
        fail(connection, "SELECT 1 / (id - id) FROM users", "22012");
        fail(connection, "INSERT INTO users (id) VALUES (1)", "23505");
      }
    },
    TIMEOUT {
      @Override
      void happen(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Sql.execute(connection, "SET LOCAL statement_timeout = 1");
        fail(connection, "SELECT pg_sleep(1)", "57014");
        connection.rollback();
      }
    },
    // From here on each costs a new server session.
    LEFT_OPEN {
      @Override
      void happen(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        assertThat(connection.createStatement().executeQuery(Routes.READ).next()).isTrue();
        fail(connection, "SELECT nothing", "42703");
      }
    },
    ABORT {
      @Override
      void happen(Connection connection) throws SQLException {
        Sql.query(connection, Routes.READ);
        connection.abort(Runnable::run);
      }
    },
    KILLED {
      @Override
      void happen(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        // A node that lost a connection gets nothing until its probe has answered.
        Routes.awaitWrite(connection, "DELETE FROM orders", Role.PRIMARY);
        fail(connection, "SELECT pg_terminate_backend(pg_backend_pid())", "57P01");
      }
    };

    abstract void happen(Connection connection) throws SQLException;

    private static void fail(Connection connection, String sql, String state) {
      SQLException failure =
          catchThrowableOfType(SQLException.class, () -> Sql.execute(connection, sql));
      assertThat(failure.getSQLState()).isEqualTo(state);
    }
  }

  private static final int TIMES = Integer.getInteger("meridian.failures", 1_000);
  private static final String NAME = "many-failures";
  // Each of three nodes has a probe, and a pool with three once something went there; and there is
  // one for the catalogues.
  private static final int OWN_THREADS = 3 * (1 + 3) + 1;
  // Awaitility's, and what a JVM may start by itself.
  private static final int JVM_THREADS = 2;

  private final MultiRegionPostgres cluster;

  ManyFailuresTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingBehind(Failure failure) throws SQLException {
    cluster.awaitCaughtUp();
    int threads = threads().size();
    try (MeridianDataSource source =
        MeridianDataSource.builder()
            .url(cluster.from("eu-west-1").meridianUrl("ApplicationName=" + NAME))
            .set(Setting.MAX_CONNECTIONS, "2")
            .build()) {
      use(source);
      for (int i = 0; i < TIMES; i++) {
        try (Connection connection = source.getConnection()) {
          failure.happen(connection);
        }
      }
      use(source);
      // Two connections, two sides each; what was aborted takes a moment to be noticed.
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sessions() <= 4);
      awaitThreads(threads + OWN_THREADS + JVM_THREADS);
    }
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sessions() == 0);
    awaitThreads(threads + JVM_THREADS);
  }

  private static void awaitThreads(int most) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(threads()).hasSizeLessThanOrEqualTo(most));
  }

  /** But for those of the links, which say no more than the sessions at their ends. */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("wan-link-"))
        .sorted()
        .toList();
  }

  private static void use(MeridianDataSource source) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(
            () -> {
              try (Connection connection = source.getConnection()) {
                return Sql.query(connection, Routes.READ) != null
                    && Sql.update(connection, "DELETE FROM orders") >= 0;
              }
            });
  }

  private int sessions() throws SQLException {
    int sessions = 0;
    for (RegionNode node : cluster.nodes()) {
      sessions +=
          Integer.parseInt(
              String.valueOf(
                  node.query(
                      "SELECT count(*) FROM pg_stat_activity WHERE application_name = '"
                          + NAME
                          + "'")));
    }
    return sessions;
  }
}
