package dev.meridian.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool lets go of a connection to a primary that takes no writes any more. */
@FrameworkWorld
class EvictionTest {

  private static final String WRITE = "CREATE TABLE IF NOT EXISTS eviction_write ()";

  private final MultiRegionPostgres cluster;
  private HikariDataSource pool;
  // Of several that the pool may hold, the one that ran the last statement.
  private @Nullable MeridianConnection used;

  EvictionTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void open() throws SQLException {
    pool = (HikariDataSource) OuterPool.HIKARI.open(cluster.from("eu-west-1").meridianUrl());
  }

  @AfterEach
  void close() throws SQLException {
    pool.close();
    lift();
  }

  private void lift() throws SQLException {
    cluster
        .primary()
        .execute("ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()");
  }

  @Test
  void evictsWhatWasFencedOffAndWritesAgainAfterwards() throws SQLException {
    write();
    cluster
        .primary()
        .execute("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThatThrownBy(this::write)
                    .hasFieldOrPropertyWithValue("SQLState", "25006")
                    .hasStackTraceContaining("us-east-1) was the primary and takes no writes"));
    // The pool closes on a thread of its own.
    MeridianConnection refused = used();
    Awaitility.await("the connection that was refused is closed")
        .atMost(Duration.ofSeconds(60))
        .until(refused::isClosed);
    lift();
    Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(this::write);
  }

  @Test
  void keepsWhereTheApplicationItselfAskedForNoWrites() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      used = connection.unwrap(MeridianConnection.class);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> Sql.execute(connection, WRITE))
          .hasFieldOrPropertyWithValue("SQLState", "25006");
      connection.rollback();
    }
    assertThat(used().isClosed()).as("the connection that was refused").isFalse();
  }

  private void write() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      used = connection.unwrap(MeridianConnection.class);
      Sql.execute(connection, WRITE);
    }
  }

  private MeridianConnection used() {
    return Objects.requireNonNull(used, "no connection was used");
  }
}
