package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a statement leaves in the server session beside what it writes: the connection stays with
 * that session, and nobody is lent it afterwards.
 */
@ShopWorld
class LeftBehindTest {

  private static final String NEAR = "eu-west-1";
  private static final String HOME = "us-east-1";
  private static final String LEFT =
      "SELECT coalesce(current_setting('app.tenant', true), '') || '/'"
          + " || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
          + " AND pid = pg_backend_pid()) || '/'"
          + " || (SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema())";
  private static final String NOTHING = "/0/0";

  private MeridianDataSource source;

  @BeforeEach
  void open(MultiRegionPostgres cluster) throws SQLException {
    cluster
        .primary()
        .execute(
            "CREATE OR REPLACE FUNCTION app_enter(t text) RETURNS text LANGUAGE plpgsql"
                + " AS $$ BEGIN RETURN set_config('app.tenant', t, false); END $$",
            "CREATE OR REPLACE PROCEDURE app_hold() LANGUAGE sql"
                + " AS 'SELECT pg_advisory_lock(77)'",
            "CREATE OR REPLACE FUNCTION app_local(t text) RETURNS text LANGUAGE plpgsql"
                + " AS $$ BEGIN RETURN set_config('app.tenant', t, true); END $$");
    cluster.awaitCaughtUp();
    String url = Distances.apply(cluster, NEAR).meridianUrl("ApplicationName=shop");
    source = MeridianDataSource.builder().url(url).set(Setting.MAX_CONNECTIONS, "1").build();
  }

  @AfterEach
  void close(MultiRegionPostgres cluster) throws SQLException {
    source.close();
    cluster
        .primary()
        .execute(
            "DROP FUNCTION app_enter(text)",
            "DROP PROCEDURE app_hold()",
            "DROP FUNCTION app_local(text)");
  }

  /** Does something on one connection, and looks at it and at the next. */
  private void assertLeft(Change change, String left) throws SQLException {
    try (Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, NEAR);
      assertThat(Sql.query(connection, LEFT)).isEqualTo(NOTHING);
      Routes.awaitRead(connection, NEAR);
      change.make(connection);
      assertThat(Sql.query(connection, Routes.READ)).isNotNull();
      assertThat(Sql.route(connection).region()).isEqualTo(HOME);
      assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.PINNED);
      assertThat(Sql.query(connection, LEFT)).isEqualTo(left);
    }
    try (Connection connection = source.getConnection()) {
      assertThat(Sql.query(connection, LEFT)).isEqualTo(NOTHING);
      Routes.awaitRead(connection, NEAR);
    }
  }

  @FunctionalInterface
  private interface Change {
    void make(Connection connection) throws SQLException;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE users SET name = name WHERE id = 1 AND set_config('app.tenant', 'x', false) = 'x'",
        "INSERT INTO orders (user_id) SELECT 1 WHERE set_config('app.tenant', 'x', false) = 'y'",
        "WITH w AS (UPDATE users SET name = name WHERE id = 1 RETURNING id)"
            + " SELECT set_config('app.tenant', 'x', false) FROM w",
        "SELECT set_config('app.tenant', 'x', false) FROM users WHERE id = 1 FOR UPDATE",
        "SELECT set_config('app.tenant', 'x', false), app_local('x')",
        "UPDATE users SET name = name WHERE id = 1; SET app.tenant TO x",
        "SET app.tenant TO x; UPDATE users SET name = name WHERE id = 1",
        "DO $$ BEGIN PERFORM set_config('app.tenant', 'x', false); END $$",
        "DO $$ BEGIN EXECUTE 'SET app.tenant = ''x'''; END $$",
        "SELECT app_enter('x')",
        "UPDATE users SET name = name WHERE id = 1 AND app_enter('x') = 'x'"
      })
  void aSetting(String sql) throws SQLException {
    assertLeft(connection -> Sql.execute(connection, sql), "x/0/0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE users SET name = name WHERE id = 1 AND pg_advisory_lock(77) IS NOT NULL",
        "DO $$ BEGIN PERFORM pg_advisory_lock(77); END $$",
        "CALL app_hold()",
        "{call pg_advisory_lock(77)}"
      })
  void aLock(String sql) throws SQLException {
    assertLeft(
        connection -> {
          try (PreparedStatement statement =
              sql.startsWith("{")
                  ? connection.prepareCall(sql)
                  : connection.prepareStatement(sql)) {
            statement.execute();
          }
        },
        "/1/0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE pg_temp.mine AS SELECT 7 AS one",
        "CREATE VIEW \"pg_temp\".mine AS SELECT 7 AS one",
        "SELECT 7 AS one INTO pg_temp.mine",
        "DO $$ BEGIN CREATE TEMP TABLE mine AS SELECT 7 AS one; END $$"
      })
  void aTemporaryRelation(String sql) throws SQLException {
    assertLeft(
        connection -> {
          Sql.execute(connection, sql);
          assertThat(Sql.query(connection, "SELECT one FROM mine")).isEqualTo("7");
        },
        "/0/1");
  }

  @Test
  void byAWriteInATransaction() throws SQLException {
    assertLeft(
        connection -> {
          connection.setAutoCommit(false);
          Sql.execute(connection, "UPDATE users SET name = name WHERE app_enter('x') IS NULL");
          connection.commit();
          connection.setAutoCommit(true);
        },
        "x/0/0");
  }

  @Test
  void byABatch() throws SQLException {
    assertLeft(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.addBatch("UPDATE users SET name = name WHERE id = 1");
            statement.addBatch("UPDATE users SET name = name WHERE app_enter('x') IS NULL");
            statement.executeBatch();
          }
        },
        "x/0/0");
  }

  @Test
  void byAWriteWithParametersThatBringsItsPositionAlong() throws SQLException {
    assertLeft(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "UPDATE users SET name = name WHERE id = ? AND set_config('app.tenant', ?, false)"
                      + " = 'x'")) {
            statement.setLong(1, 1);
            statement.setString(2, "x");
            assertThat(statement.executeUpdate()).isEqualTo(1);
          }
        },
        "x/0/0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT set_config('app.tenant', 'x', true)",
        "UPDATE users SET name = name WHERE id = 1 AND set_config('app.tenant', 'x', true) = 'x'",
        "SELECT app_local('x')",
        "DO $$ BEGIN UPDATE users SET name = name WHERE id = 1; END $$",
        "DO $$ BEGIN SET LOCAL app.tenant = 'x'; END $$"
      })
  void nothing(String sql) throws SQLException {
    try (Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, NEAR);
      Sql.execute(connection, sql);
      assertThat(Sql.query(connection, LEFT)).isEqualTo(NOTHING);
      Routes.awaitRead(connection, NEAR);
    }
  }
}
