package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.WanLink;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever writes sees the write with the next read, on any connection of the same data source. */
@ShopWorld
class OwnWritesTest {

  private static final int THREADS = 4;
  private static final int TIMES = 60;

  enum Replication {
    PROMPT {
      @Override
      void begin(MultiRegionPostgres cluster, String replica, WanLink link) {}
    },
    LATE {
      @Override
      void begin(MultiRegionPostgres cluster, String replica, WanLink link) {
        link.roundTrip(Duration.ofMillis(300));
      }
    },
    HALTED {
      @Override
      void begin(MultiRegionPostgres cluster, String replica, WanLink link) throws SQLException {
        if (replica.equals("eu-west-1")) {
          cluster.node(replica).pauseReplay();
        } else {
          cluster.node(replica).disableSubscription();
        }
      }
    };

    abstract void begin(MultiRegionPostgres cluster, String replica, WanLink link)
        throws SQLException;
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, PROMPT", "eu-west-1, LATE", "eu-west-1, HALTED",
    "ap-east-1, PROMPT", "ap-east-1, LATE", "ap-east-1, HALTED"
  })
  void areSeenAtOnce(String region, Replication replication, MultiRegionPostgres cluster)
      throws Exception {
    cluster.awaitCaughtUp();
    String url = Refusal.freshUrl(Distances.apply(cluster, region));
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build()) {
      try (Connection connection = source.getConnection()) {
        Routes.awaitRead(connection, region);
      }
      replication.begin(cluster, region, cluster.replicationLink(region, "us-east-1"));
      expectAllSeen(source);
      cluster.mend();
      Distances.apply(cluster, region);
      try (Connection connection = source.getConnection()) {
        Routes.awaitRead(connection, region);
      }
    }
  }

  private static void expectAllSeen(DataSource source)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<List<String>>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String email = "writer-" + i + "@example.org";
      running.add(threads.submit(() -> missed(source, email)));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    for (Future<List<String>> missed : running) {
      assertThat(missed.get()).isEmpty();
    }
  }

  /** What a writer did not see of its own writes. */
  private static List<String> missed(DataSource source, String email) throws SQLException {
    List<String> missed = new ArrayList<>();
    write(source, "INSERT INTO users (email) VALUES ('" + email + "') ON CONFLICT DO NOTHING");
    for (int i = 0; i < TIMES; i++) {
      String name = email + " " + i;
      write(source, "UPDATE users SET name = '" + name + "' WHERE email = '" + email + "'");
      try (Connection another = source.getConnection()) {
        String seen = Sql.query(another, "SELECT name FROM users WHERE email = '" + email + "'");
        if (!name.equals(seen)) {
          missed.add(name + ", but " + seen + " at " + Sql.route(another));
        }
      }
    }
    return missed;
  }

  private static void write(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection()) {
      Sql.update(connection, sql);
    }
  }
}
