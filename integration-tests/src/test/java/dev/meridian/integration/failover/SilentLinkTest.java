package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Distances;
import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Links fall silent under statements: packets vanish, and nobody says so. */
@ShopWorld
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SilentLinkTest {

  private static final String SLOW =
      "SELECT count(*) FROM users a, users b, users c, generate_series(1, %d)";

  private final MultiRegionPostgres cluster;
  private final Vantage here;

  SilentLinkTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
    this.here = Distances.far(cluster, "eu-west-1");
  }

  /** What the server does not know to be gone holds its locks. */
  @AfterEach
  void mend() throws SQLException {
    cluster.mend();
    cluster
        .primary()
        .execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'silent'");
  }

  private MeridianDataSource source(String... settings) throws SQLException {
    MeridianDataSource source =
        MeridianDataSource.builder()
            .url(here.meridianUrl(settings) + "&connectTimeout=2&ApplicationName=silent")
            .build();
    try (Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, "eu-west-1");
    }
    return source;
  }

  @Test
  void aReadIsServedElsewhereOnceItsNodeIsGivenUp() throws SQLException {
    try (MeridianDataSource source = source("abortAfter=1s");
        Connection connection = source.getConnection()) {
      Sql.query(connection, Routes.READ);
      here.linkTo("eu-west-1").drop();
      assertThat(Sql.query(connection, Routes.READ)).isNotNull();
      assertThat(Sql.route(connection).region()).isNotEqualTo("eu-west-1");
    }
  }

  @Test
  void aWriteFailsOnceItsNodeIsGivenUpAndTheConnectionGoesOn() throws SQLException {
    try (MeridianDataSource source = source("abortAfter=1s");
        Connection connection = source.getConnection()) {
      Sql.update(connection, "UPDATE users SET name = 'a' WHERE id = 1");
      here.linkTo("us-east-1").drop();
      assertThatThrownBy(() -> Sql.update(connection, "UPDATE users SET name = 'b' WHERE id = 1"))
          .hasFieldOrPropertyWithValue("SQLState", "08006");
      here.linkTo("us-east-1").restore();
      Routes.awaitWrite(connection, "UPDATE users SET name = 'c' WHERE id = 1", Role.PRIMARY);
    }
  }

  @Test
  void aStatementsOwnTimeoutEndsItWhereNobodyIsThereToCancelIt() throws SQLException {
    try (MeridianDataSource source = source("abortAfter=1h");
        Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      Sql.update(connection, "UPDATE users SET name = 'a' WHERE id = 1");
      here.linkTo("us-east-1").drop();
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> statement.executeUpdate("UPDATE users SET name = 'b' WHERE id = 1"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aCommitOfUnknownOutcomeSaysSo() throws SQLException {
    try (MeridianDataSource source = source("abortAfter=1s");
        Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      Sql.update(connection, "UPDATE users SET name = 'a' WHERE id = 1");
      here.linkTo("us-east-1").drop();
      assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "08007");
    }
  }

  @Test
  void whatRunsLongOnANodeThatAnswersIsLeftAlone() throws SQLException {
    try (MeridianDataSource source = source("abortAfter=1s");
        Connection connection = source.getConnection()) {
      long began = System.nanoTime();
      int times = 1;
      while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(3)) {
        began = System.nanoTime();
        assertThat(Sql.query(connection, SLOW.formatted(times))).isNotNull();
        assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
        times *= 4;
      }
    }
  }

  /** After the link is back, what was open before it fell silent would hang for ever. */
  @Test
  void whatWasOpenBeforeALossIsNotUsedAfterIt() throws SQLException {
    try (MeridianDataSource source = source("abortAfter=1h");
        Connection connection = source.getConnection();
        NodeLog log = new NodeLog()) {
      Sql.query(connection, Routes.READ);
      here.linkTo("eu-west-1").drop();
      log.await("eu-west-1", "down");
      here.linkTo("eu-west-1").restore();
      log.await("eu-west-1", "up");
      Sql.query(connection, Routes.READ);
      assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
    }
  }
}
