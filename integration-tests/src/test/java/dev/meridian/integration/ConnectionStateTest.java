package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.jdbc.PgConnection;

/** What is set on a connection holds on both sides of it, and on no connection after it. */
@ShopWorld
class ConnectionStateTest {

  enum Change {
    SCHEMA(connection -> connection.setSchema("pg_temp")),
    APPLICATION_NAME(connection -> connection.setClientInfo("ApplicationName", "till")),
    NO_APPLICATION_NAME(connection -> connection.setClientInfo("ApplicationName", null)),
    ISOLATION(
        connection -> connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ)),
    HOLDABILITY(connection -> connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT)),
    NETWORK_TIMEOUT(connection -> connection.setNetworkTimeout(Runnable::run, 12_345));

    @SuppressWarnings("ImmutableEnumChecker") // each is a lambda without state
    private final Making making;

    Change(Making making) {
      this.making = making;
    }

    void make(Connection connection) throws SQLException {
      making.make(connection);
    }

    @FunctionalInterface
    interface Making {
      void make(Connection connection) throws SQLException;
    }
  }

  private static final String NEAR = "eu-west-1";
  private static final String STATE =
      "SELECT current_setting('search_path') || ' ' || current_setting('application_name')"
          + " || ' ' || current_setting('transaction_isolation')";

  private MeridianDataSource source;

  @BeforeEach
  void open(MultiRegionPostgres cluster) throws SQLException {
    cluster.awaitCaughtUp();
    String url = Distances.apply(cluster, NEAR).meridianUrl("ApplicationName=shop");
    source = MeridianDataSource.builder().url(url).set(Setting.MAX_CONNECTIONS, "1").build();
  }

  @AfterEach
  void close() {
    source.close();
  }

  private static String near(Connection connection) throws SQLException {
    Routes.awaitRead(connection, NEAR);
    return inTransaction(connection, true);
  }

  private static String home(Connection connection) throws SQLException {
    return inTransaction(connection, false);
  }

  private static String inTransaction(Connection connection, boolean readOnly) throws SQLException {
    connection.setReadOnly(readOnly);
    connection.setAutoCommit(false);
    Sql.query(connection, "SELECT 1 FROM public.users");
    assertThat(Sql.route(connection).region()).isEqualTo(readOnly ? NEAR : "us-east-1");
    // Of the replica straight from the server session; on the primary that would pin.
    Connection there = readOnly ? connection.unwrap(PgConnection.class) : connection;
    String state = String.valueOf(Sql.query(there, STATE));
    connection.commit();
    connection.setAutoCommit(true);
    connection.setReadOnly(false);
    return state;
  }

  @Test
  void schemaNameAndIsolationHoldOnBothSides() throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setSchema("public");
      connection.setClientInfo("ApplicationName", "till");
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      assertThat(near(connection)).isEqualTo("public till repeatable read");
      assertThat(home(connection)).isEqualTo("public till repeatable read");
      connection.setClientInfo("ApplicationName", "back office");
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      assertThat(near(connection)).isEqualTo("public back office read committed");
      assertThat(home(connection)).isEqualTo("public back office read committed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNextBorrowerFindsNothingOf(Change change) throws SQLException {
    String fresh;
    try (Connection connection = source.getConnection()) {
      fresh = near(connection);
      assertThat(home(connection)).isEqualTo(fresh);
    }
    try (Connection connection = source.getConnection()) {
      change.make(connection);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      Sql.query(connection, "SELECT 1 FROM public.users");
      connection.commit();
      connection.setReadOnly(false);
      Sql.query(connection, "SELECT 1 FROM public.users");
      connection.rollback();
    }
    try (Connection connection = source.getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(connection.isReadOnly()).isFalse();
      assertThat(connection.getHoldability()).isEqualTo(ResultSet.CLOSE_CURSORS_AT_COMMIT);
      assertThat(connection.getNetworkTimeout()).isZero();
      assertThat(near(connection)).isEqualTo(fresh);
      assertThat(home(connection)).isEqualTo(fresh);
    }
  }
}
