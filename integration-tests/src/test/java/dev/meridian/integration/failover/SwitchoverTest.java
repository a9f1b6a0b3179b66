package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The primary moves in order: reads go on, and writes wait where that is asked for. */
@ThreeNodes
class SwitchoverTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private final List<SQLException> failedReads = new CopyOnWriteArrayList<>();
  private final List<SQLException> failedWrites = new CopyOnWriteArrayList<>();

  private void each(
      MeridianDataSource source, String sql, AtomicInteger count, List<SQLException> failures) {
    while (!ended.get()) {
      try (Connection connection = source.getConnection()) {
        Sql.execute(connection, sql);
        count.incrementAndGet();
      } catch (SQLException e) {
        failures.add(e);
      }
    }
  }

  private void awaitMore(AtomicInteger count) {
    int before = count.get();
    Awaitility.await().atMost(PATIENCE).until(() -> count.get() > before + 20);
  }

  @Test
  void noReadFailsAndWritesWait(MultiRegionPostgres cluster) throws Exception {
    cluster.awaitCaughtUp();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (MeridianDataSource source =
        MeridianDataSource.builder()
            .url(
                cluster
                    .from("eu-west-1")
                    .meridianUrl("failoverTimeout=30s", "ApplicationName=switchover"))
            .build()) {
      threads.execute(() -> each(source, "SELECT count(*) FROM users", reads, failedReads));
      threads.execute(
          () -> each(source, "INSERT INTO users (name) VALUES ('w')", writes, failedWrites));
      awaitMore(writes);
      awaitMore(reads);

      cluster.primary().stop();
      cluster.node("eu-west-1").promote();
      cluster.follow("us-west-2", "eu-west-1");

      awaitMore(writes);
      awaitMore(reads);
      ended.set(true);
      threads.shutdown();
      Awaitility.await().atMost(PATIENCE).until(threads::isTerminated);
      assertThat(failedReads).isEmpty();
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          cluster
                              .node("eu-west-1")
                              .query(
                                  "SELECT count(*) FROM pg_stat_activity"
                                      + " WHERE application_name = 'switchover'"))
                      .as("two users, and nothing of what it served as a standby")
                      .isIn("1", "2"));
      // At most the one that was under way when its server was stopped: nobody knows what came of
      // it, and it is not sent again.
      assertThat(failedWrites).hasSizeLessThanOrEqualTo(1);
      assertThat(failedWrites).allSatisfy(e -> assertThat(e.getSQLState()).matches("08006|57P01"));
      int kept =
          Integer.parseInt(
              String.valueOf(
                  cluster.node("eu-west-1").query("SELECT count(*) FROM users WHERE name = 'w'")));
      assertThat(kept).isBetween(writes.get(), writes.get() + failedWrites.size());
    } finally {
      ended.set(true);
      threads.shutdownNow();
    }
  }
}
