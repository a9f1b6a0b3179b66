package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Distances;
import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** What SQL text changes of the server session holds on both sides, or pins to the primary. */
@ShopWorld
class SessionSettingsTest {

  private static final String NEAR = "eu-west-1";
  private static final String HOME = "us-east-1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private MeridianDataSource source;
  private Connection connection;

  @BeforeEach
  void connect(MultiRegionPostgres cluster) throws SQLException {
    cluster.awaitCaughtUp();
    String url = Distances.apply(cluster, NEAR).meridianUrl();
    source = MeridianDataSource.builder().url(url).set(Setting.MAX_CONNECTIONS, "1").build();
    connection = source.getConnection();
    Routes.awaitRead(connection, NEAR);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    source.close();
  }

  /** A setting as the replica's own server session has it. */
  private String near(String setting) throws SQLException {
    // What was set at home has to be reached first.
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> region().equals(NEAR));
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    Sql.query(connection, "SELECT 1 FROM public.users");
    assertThat(Sql.route(connection).region()).isEqualTo(NEAR);
    PGConnection own = connection.unwrap(PGConnection.class);
    String value = Sql.query((Connection) own, "SHOW " + setting);
    connection.commit();
    connection.setAutoCommit(true);
    connection.setReadOnly(false);
    return String.valueOf(value);
  }

  private String region() throws SQLException {
    Sql.query(connection, "SELECT count(*) FROM public.users");
    return String.valueOf(Sql.route(connection).region());
  }

  @Test
  void aPlainSettingHoldsOnTheReplicaTooAndReadsStayNear() throws SQLException {
    Sql.execute(connection, "SET work_mem = '5MB'");
    Sql.execute(connection, "SET TIME ZONE 'Asia/Tokyo'");
    Routes.awaitRead(connection, NEAR);
    assertThat(near("work_mem")).isEqualTo("5MB");
    assertThat(near("timezone")).isEqualTo("Asia/Tokyo");
    Sql.execute(connection, "RESET work_mem");
    assertThat(near("work_mem")).isEqualTo("4MB");
    assertThat(near("timezone")).isEqualTo("Asia/Tokyo");
  }

  @Test
  void theLastOfManySettingsOfOneNameIsTheOneMemory() throws SQLException {
    for (int i = 0; i < 300; i++) {
      Sql.execute(connection, "SET work_mem = " + (1000 + i));
    }
    assertThat(near("work_mem")).isEqualTo("1299kB");
    Routes.awaitRead(connection, NEAR);
  }

  @Test
  void resetAllIsInItsPlaceAmongTheSettings() throws SQLException {
    Sql.execute(connection, "SET work_mem = '5MB'");
    assertThat(near("work_mem")).isEqualTo("5MB");
    Sql.execute(connection, "SET lock_timeout = 77");
    Sql.execute(connection, "RESET ALL");
    Sql.execute(connection, "SET statement_timeout = 12345");
    assertThat(near("work_mem")).isEqualTo("4MB");
    assertThat(near("lock_timeout")).isEqualTo("0");
    assertThat(near("statement_timeout")).isEqualTo("12345ms");
    Sql.execute(connection, "SET work_mem = '5MB'");
    assertThat(near("work_mem")).isEqualTo("5MB");
  }

  @Test
  void aSettingThatTheServerRefusesIsForgotten() throws SQLException {
    try {
      Sql.execute(connection, "SET work_mem = 'lots'");
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("22023");
    }
    assertThat(near("work_mem")).isEqualTo("4MB");
    Routes.awaitRead(connection, NEAR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TEMP TABLE mine (id int)",
        "LISTEN news",
        "SELECT pg_advisory_lock(4711)",
        "PREPARE p AS SELECT 1",
        "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
        "SET default_transaction_read_only = off",
        "SELECT set_config('work_mem', '5MB', false)",
        "BEGIN; SET work_mem = '5MB'; COMMIT"
      })
  void whatOnlyOneServerSessionHasPinsUntilDiscardAll(String sql) throws SQLException {
    Sql.execute(connection, sql);
    assertThat(region()).isEqualTo(HOME);
    assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.PINNED);
    Sql.execute(connection, "DISCARD ALL");
    Routes.awaitRead(connection, NEAR);
    assertThat(near("work_mem")).isEqualTo("4MB");
  }

  @Test
  void aSettingInATransactionPins() throws SQLException {
    connection.setAutoCommit(false);
    Sql.execute(connection, "SET work_mem = '5MB'");
    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(region()).isEqualTo(HOME);
  }

  @Test
  void aPinnedConnectionIsAsValidAsItsServerSession(MultiRegionPostgres cluster)
      throws SQLException {
    int session = connection.unwrap(PGConnection.class).getBackendPID();
    assertThat(connection.isValid(5)).isTrue();
    cluster.primary().execute("SELECT pg_terminate_backend(" + session + ", 5000)");
    assertThat(connection.isValid(5)).isFalse();
  }

  @Test
  void discardAllDoesNotTakeBackPgjdbcsOwnConnection() throws SQLException {
    assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
    Sql.execute(connection, "DISCARD ALL");
    assertThat(region()).isEqualTo(HOME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET work_mem = '5MB'",
        "SET default_transaction_read_only = off; SET work_mem = '5MB'",
        "SELECT set_config('work_mem', '5MB', false)"
      })
  void theNextBorrowerFindsNothingOfIt(String sql) throws SQLException {
    Sql.execute(connection, sql);
    region();
    connection.close();
    connection = source.getConnection();
    assertThat(Sql.query(connection, "SHOW work_mem")).isEqualTo("4MB");
    Routes.awaitRead(connection, NEAR);
    assertThat(near("work_mem")).isEqualTo("4MB");
  }

  @Test
  void namesAreLookedUpInThePathThatWasSet() throws SQLException {
    Sql.execute(connection, "SET search_path = pg_catalog");
    assertThat(near("search_path")).isEqualTo("pg_catalog");
    assertThat(connection.getSchema()).isEqualTo("pg_catalog");
    connection.setSchema("public");
    assertThat(near("search_path")).isEqualTo("public");
    Sql.execute(connection, "SET search_path = DEFAULT");
    Routes.awaitRead(connection, NEAR);
    assertThat(connection.getSchema()).isEqualTo("public");
  }
}
