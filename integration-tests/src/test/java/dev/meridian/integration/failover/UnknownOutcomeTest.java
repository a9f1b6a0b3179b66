package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * A write was under way when its primary was stopped, so that nobody knows how far a replica has to
 * be to show it, if it happened.
 */
@ThreeNodes
class UnknownOutcomeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONGER_THAN_A_WAIT = Duration.ofSeconds(2);

  /** The state of the error that it will end with. */
  private static String slowWrite(MeridianDataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      Sql.update(connection, "INSERT INTO users (name) SELECT 'w' FROM pg_sleep(60)");
      return "none";
    } catch (SQLException e) {
      return String.valueOf(e.getSQLState());
    }
  }

  private static String read(MeridianDataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      Sql.query(connection, "SELECT count(*) FROM users");
      return Sql.route(connection).region() + " " + Sql.route(connection).role();
    }
  }

  @Test
  void readsWaitForTheNewPrimaryWhereThatIsAskedFor(MultiRegionPostgres cluster) throws Exception {
    cluster.awaitCaughtUp();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    String url = cluster.from("eu-west-1").meridianUrl("catchUpTimeout=200ms");
    try (MeridianDataSource waiting =
            MeridianDataSource.builder().url(url + "&failoverTimeout=60s").build();
        MeridianDataSource failing = MeridianDataSource.builder().url(url).build()) {
      Future<String> one = threads.submit(() -> slowWrite(waiting));
      Future<String> other = threads.submit(() -> slowWrite(failing));
      String active = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
      await().atMost(PATIENCE).until(() -> "2".equals(cluster.primary().query(active)));
      cluster.primary().stop();
      assertThat(one.get()).matches("08006|57P01");
      assertThat(other.get()).matches("08006|57P01");

      Future<String> read = threads.submit(() -> read(waiting));
      assertThatThrownBy(() -> read(failing)).hasFieldOrPropertyWithValue("SQLState", "40001");
      await().pollDelay(LONGER_THAN_A_WAIT).until(() -> true);
      assertThat(read).isNotDone();
      cluster.node("eu-west-1").promote();
      assertThat(read.get()).isEqualTo("eu-west-1 " + Role.PRIMARY);
    } finally {
      threads.shutdownNow();
    }
  }
}
