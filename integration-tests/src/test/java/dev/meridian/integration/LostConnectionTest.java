package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A server session that ends for reasons of its own fails its own statement and nobody else's, not
 * even while its node is asked whether it is gone.
 */
@ShopWorld
class LostConnectionTest {

  /** Long enough that all that follows happens before the node's probe has an answer. */
  private static final Duration FAR = Duration.ofMillis(100);

  private final MultiRegionPostgres cluster;

  LostConnectionTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @AfterEach
  void mend() throws SQLException {
    cluster.mend();
  }

  /** The primary alone, or all nodes, as an application far from the primary knows them. */
  private String url(boolean alone) {
    Vantage here = cluster.from("eu-west-1");
    here.linkTo("us-east-1").roundTrip(FAR);
    return alone
        ? here.primaryUrl().replace("jdbc:postgresql:", "jdbc:meridian:postgresql:")
        : here.meridianUrl();
  }

  /** Ends a server session on the primary in the middle of a transaction. */
  private void loseOne(MeridianDataSource source) throws SQLException {
    try (Connection victim = source.getConnection()) {
      victim.setAutoCommit(false);
      Sql.update(victim, "INSERT INTO users (name) VALUES ('lost')");
      String pid = Sql.query(victim, "SELECT pg_backend_pid()");
      cluster.primary().execute("SELECT pg_terminate_backend(" + pid + ")");
      assertThatThrownBy(() -> Sql.update(victim, "INSERT INTO users (name) VALUES ('too')"))
          .hasFieldOrPropertyWithValue("SQLState", "57P01");
    }
  }

  /** Its node lives, so that the next statement could run there: half of a transaction. */
  @Test
  void nothingRunsOnInALostTransactionUntilItIsRolledBack() throws SQLException {
    try (MeridianDataSource source = MeridianDataSource.builder().url(url(false)).build();
        Connection victim = source.getConnection()) {
      victim.setAutoCommit(false);
      Sql.update(victim, "INSERT INTO users (name) VALUES ('first half')");
      String pid = Sql.query(victim, "SELECT pg_backend_pid()");
      cluster.primary().execute("SELECT pg_terminate_backend(" + pid + ")");
      assertThatThrownBy(() -> Sql.query(victim, "SELECT 1"))
          .hasFieldOrPropertyWithValue("SQLState", "57P01");
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(
                () -> Sql.update(victim, "INSERT INTO users (name) VALUES ('second half')"))
            .hasFieldOrPropertyWithValue("SQLState", "08S02");
      }
      victim.rollback();
      Sql.update(victim, "INSERT INTO users (name) VALUES ('whole')");
      victim.commit();
      assertThat(cluster.primary().query("SELECT count(*) FROM users WHERE name LIKE '% half'"))
          .isEqualTo("0");
    }
  }

  @Test
  void othersWrite() throws SQLException {
    try (MeridianDataSource source = MeridianDataSource.builder().url(url(false)).build();
        Connection other = source.getConnection()) {
      Sql.update(other, "INSERT INTO users (name) VALUES ('before')");
      for (int i = 0; i < 3; i++) {
        loseOne(source);
        Sql.update(other, "INSERT INTO users (name) VALUES ('kept')");
      }
    }
  }

  @Test
  void othersReadWhereThereIsNoReplica() throws SQLException {
    try (MeridianDataSource source = MeridianDataSource.builder().url(url(true)).build();
        Connection other = source.getConnection()) {
      Sql.query(other, Routes.READ);
      for (int i = 0; i < 3; i++) {
        loseOne(source);
        assertThat(Sql.query(other, Routes.READ)).isNotNull();
      }
    }
  }

  @Test
  void othersAreValidAndNewOnesOpen() throws SQLException {
    String url = url(true);
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection other = source.getConnection();
        Connection inTransaction = source.getConnection()) {
      inTransaction.setAutoCommit(false);
      Sql.update(inTransaction, "INSERT INTO users (name) VALUES ('open')");
      loseOne(source);
      assertThat(other.isValid(5)).isTrue();
      loseOne(source);
      assertThat(inTransaction.isValid(5)).isTrue();
      loseOne(source);
      try (Connection opened = DriverManager.getConnection(url)) {
        assertThat(Sql.query(opened, Routes.READ)).isNotNull();
      }
      inTransaction.commit();
    }
  }
}
