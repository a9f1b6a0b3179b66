package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Session;
import dev.meridian.testkit.MultiRegionPostgres;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session costs in memory, and that one which nobody closed costs nothing in the end. */
@ShopWorld
class ManySessionsTest {

  private static final String NAME = "SELECT name FROM users WHERE id = 1";
  private static final int SESSIONS = 5_000;
  private static final long MOST_BYTES = 2_000;

  private ApplicationNode node;

  @BeforeEach
  void begin(MultiRegionPostgres cluster, @TempDir Path folder) throws Exception {
    cluster.mend();
    cluster.awaitCaughtUp();
    node = ApplicationNode.in(cluster, "eu-west-1", ApplicationNode.keyFile(folder, 1));
  }

  @AfterEach
  void end() {
    Session.bind(null);
    node.close();
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void areSmall() throws Exception {
    List<Session> all = new ArrayList<>();
    try (Connection connection = node.source().getConnection()) {
      Sql.query(connection, NAME);
      long before = used();
      for (int i = 0; i < SESSIONS; i++) {
        Session session = Session.of(null);
        all.add(session);
        Session.bind(session);
        Sql.query(connection, NAME);
      }
      assertThat((used() - before) / all.size()).isLessThan(MOST_BYTES);
    }
    assertThat(all.get(0).token()).isNotNull();
  }

  @Test
  void areForgottenIfNobodyClosesThem() throws Exception {
    List<WeakReference<Session>> all = new ArrayList<>();
    try (Connection connection = node.source().getConnection()) {
      for (int i = 0; i < 100; i++) {
        all.add(new WeakReference<>(Session.open()));
        Sql.query(connection, NAME);
      }
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              System.gc();
              // But the one that is bound.
              assertThat(all).filteredOn(one -> one.get() != null).hasSizeLessThanOrEqualTo(1);
            });
  }
}
