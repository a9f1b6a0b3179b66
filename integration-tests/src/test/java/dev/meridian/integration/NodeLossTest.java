package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionsCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Nodes die while autocommit reads run: no read fails that could have been served elsewhere. */
@RegionsCluster(
    schema = {ShopTables.USERS},
    data = ShopTables.SOME_USERS,
    shared = false)
class NodeLossTest {

  private static final String READ = "SELECT count(*) FROM users";

  /** Reads from several threads until closed, and keeps what happened. */
  private static final class Readers implements AutoCloseable {

    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final Map<String, Integer> servedBy = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean closed;

    Readers(MeridianDataSource source) {
      for (int i = 0; i < 4; i++) {
        running.add(threads.submit(() -> read(source)));
      }
    }

    private void read(MeridianDataSource source) {
      while (!closed) {
        try (Connection connection = source.getConnection()) {
          for (int i = 0; i < 10; i++) {
            Sql.query(connection, READ);
            servedBy.merge(String.valueOf(Sql.route(connection).region()), 1, Integer::sum);
          }
        } catch (SQLException e) {
          failures.add(e);
        }
      }
    }

    void awaitMoreFrom(String region) {
      int before = servedBy.getOrDefault(region, 0);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> servedBy.getOrDefault(region, 0) > before + 20);
    }

    @Override
    public void close() {
      closed = true;
      threads.shutdown();
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(threads::isTerminated);
    }
  }

  @Test
  void noReadFailsWhenTheLocalReplicaIsKilledAndReadsComeBack(MultiRegionPostgres cluster)
      throws Exception {
    cluster.awaitCaughtUp();
    try (MeridianDataSource source = source(cluster);
        Readers readers = new Readers(source)) {
      readers.awaitMoreFrom("eu-west-1");
      cluster.node("eu-west-1").kill();
      readers.awaitMoreFrom("us-east-1");
      cluster.node("eu-west-1").start();
      readers.awaitMoreFrom("eu-west-1");
      assertThat(readers.failures).isEmpty();
    }
  }

  @Test
  void noReadFailsWhenTheLinkToTheLocalReplicaIsReset(MultiRegionPostgres cluster)
      throws Exception {
    cluster.awaitCaughtUp();
    try (MeridianDataSource source = source(cluster);
        Readers readers = new Readers(source)) {
      readers.awaitMoreFrom("eu-west-1");
      for (int i = 0; i < 5; i++) {
        cluster.from("eu-west-1").linkTo("eu-west-1").reset();
        readers.awaitMoreFrom("eu-west-1");
      }
      assertThat(readers.failures).isEmpty();
    }
  }

  private static MeridianDataSource source(MultiRegionPostgres cluster) {
    return MeridianDataSource.builder()
        .url(cluster.from("eu-west-1").meridianUrl() + "&connectTimeout=5")
        .build();
  }
}
