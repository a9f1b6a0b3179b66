package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** Threads that read in autocommit until they are closed. This class is threadsafe. */
final class Readers implements AutoCloseable {

  private static final int THREADS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DataSource source;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Map<String, LongAdder> servedBy = new ConcurrentHashMap<>();
  private final Queue<SQLException> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  private Readers(DataSource source) {
    this.source = source;
  }

  static Readers start(DataSource source) {
    Readers readers = new Readers(source);
    for (int i = 0; i < THREADS; i++) {
      readers.threads.execute(readers::read);
    }
    return readers;
  }

  private void read() {
    while (!stopped) {
      try (Connection connection = source.getConnection()) {
        for (int i = 0; i < 10 && !stopped; i++) {
          Sql.query(connection, Routes.READ);
          servedBy
              .computeIfAbsent(
                  String.valueOf(Sql.route(connection).region()), region -> new LongAdder())
              .increment();
        }
      } catch (SQLException e) {
        failures.add(e);
      }
    }
  }

  /** Waits until each thread could have read several times more in that region. */
  void awaitMoreFrom(String region) {
    long before = servedBy(region);
    Awaitility.await(region + " serves")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> servedBy(region) > before + 20L * THREADS);
  }

  private long servedBy(String region) {
    LongAdder count = servedBy.get(region);
    return count == null ? 0 : count.sum();
  }

  void expectNoFailure() {
    assertThat(failures).as("served: %s", servedBy).isEmpty();
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdown();
    Awaitility.await("no reader hangs").atMost(PATIENCE).until(threads::isTerminated);
  }
}
