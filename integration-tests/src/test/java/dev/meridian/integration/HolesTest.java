package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionsCluster;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a replica would accept although it should not, or answer otherwise than the primary. */
@RegionsCluster(
    schema = {
      ShopTables.USERS,
      "CREATE SEQUENCE tickets",
      "CREATE UNLOGGED TABLE scratch (id int)",
      "CREATE VIEW numbered AS SELECT nextval('tickets') AS n",
      "CREATE FUNCTION sly() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT nextval(''tickets'')'",
      "CREATE FUNCTION open_write() RETURNS bigint LANGUAGE sql VOLATILE"
          + " AS 'SELECT nextval(''tickets'')'"
    },
    data = ShopTables.SOME_USERS)
class HolesTest {

  private static MeridianDataSource europe;

  @BeforeAll
  static void open(MultiRegionPostgres cluster) throws SQLException {
    cluster.awaitCaughtUp();
    europe =
        MeridianDataSource.builder()
            .url(cluster.from("eu-west-1").meridianUrl("primaryOnly=orders,public.users_only"))
            .build();
  }

  @AfterAll
  static void close() {
    europe.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT pg_try_advisory_lock(1)",
        "SELECT pg_advisory_xact_lock(1)",
        "SELECT set_config('work_mem', '8MB', false)",
        "SELECT pg_notify('channel', 'text')",
        "SELECT txid_current()",
        "SELECT nextval('tickets')",
        "SELECT last_value FROM tickets",
        "SELECT count(*) FROM scratch",
        "SELECT count(*) FROM pg_stat_activity",
        "SELECT count(*) FROM pg_locks",
        "SELECT n FROM numbered",
        "SELECT open_write()",
        "SELECT pg_is_in_recovery()",
        "SHOW transaction_read_only",
        "SELECT id FROM users FOR UPDATE",
        "WITH gone AS (DELETE FROM users WHERE id < 0 RETURNING id) SELECT count(*) FROM gone",
        "SELECT pg_export_snapshot()",
        "EXPLAIN ANALYZE DELETE FROM users WHERE id < 0",
        "INSERT INTO users (name) VALUES ('x') RETURNING id"
      })
  void isAskedOfThePrimaryAlone(String sql) throws SQLException {
    try (Connection connection = europe.getConnection()) {
      Sql.query(connection, sql);
      assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
    }
  }

  @Test
  void sequencesGiveThePrimarysOwnAnswer(MultiRegionPostgres cluster) throws SQLException {
    try (Connection connection = europe.getConnection()) {
      Sql.query(connection, "SELECT nextval('tickets')");
      assertThat(Sql.query(connection, "SELECT last_value FROM tickets"))
          .isEqualTo(cluster.primary().query("SELECT last_value FROM tickets"));
    }
  }

  @Test
  void aStatementThatSlipsThroughRunsOnceOnThePrimaryAndIsKnownFromThenOn(
      MultiRegionPostgres cluster) throws SQLException {
    try (Connection connection = europe.getConnection()) {
      // Only a replica can refuse it, and a session that is behind might not be sent to one.
      cluster.awaitCaughtUp();
      Sql.query(connection, "SELECT count(*) FROM users");
      String before = String.valueOf(cluster.primary().query("SELECT nextval('tickets')"));
      long given = Long.parseLong(String.valueOf(Sql.query(connection, "SELECT sly()")));
      assertThat(given).isEqualTo(Long.parseLong(before) + 1);
      assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.CORRECTED);
      assertThat(Sql.query(connection, "SELECT sly()")).isEqualTo(Long.toString(given + 1));
      assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.WRITE);
    }
  }

  @Test
  void askingForReadWriteInsideAReadOnlyTransactionOnAReplicaIsRefused() throws SQLException {
    try (Connection connection = europe.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      Sql.query(connection, "SELECT count(*) FROM users");
      for (String sql :
          new String[] {
            "SET TRANSACTION READ WRITE", "SELECT pg_advisory_lock(7)", "SELECT txid_current()"
          }) {
        if (Sql.route(connection).role() == Role.PRIMARY) {
          break;
        }
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Sql.execute(connection, sql))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("read-only transaction")
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("25006");
      }
      connection.rollback();
    }
  }

  @Test
  void updatableResultsComeFromThePrimary() throws SQLException {
    try (Connection connection = europe.getConnection();
        var statement =
            connection.createStatement(
                java.sql.ResultSet.TYPE_FORWARD_ONLY, java.sql.ResultSet.CONCUR_UPDATABLE);
        var rows = statement.executeQuery("SELECT id, name FROM users LIMIT 1")) {
      assertThat(rows.next()).isTrue();
      assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.UPDATABLE);
    }
  }
}
