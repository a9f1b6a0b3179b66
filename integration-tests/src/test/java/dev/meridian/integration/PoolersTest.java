package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.PgBouncer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every node is a PgBouncer in transaction mode, which lends two server sessions to all. */
@ShopWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolersTest {

  private static final String HOME = "us-east-1";
  private static final String STANDBY = "eu-west-1";
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final String SUBSCRIBER = "ap-east-1";
  private static final String READ = "SELECT name FROM users WHERE id = 1";

  private final MultiRegionPostgres cluster;
  private Poolers poolers;

  PoolersTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void startThePoolers() throws SQLException {
    if (PgBouncer.program().isEmpty()) {
      System.out.println("NO PGBOUNCER ON THIS MACHINE: nothing is tested behind a pooler");
    }
    assumeTrue(PgBouncer.program().isPresent(), "pgbouncer is not installed");
    // Before any session is lent: those that are open keep what they began with.
    cluster.primary().execute("ALTER ROLE " + cluster.user() + " SET intervalstyle = 'iso_8601'");
    cluster.awaitCaughtUp();
    poolers = new Poolers(cluster);
  }

  @AfterAll
  void endThem() throws SQLException {
    cluster.primary().execute("ALTER ROLE " + cluster.user() + " RESET intervalstyle");
    poolers.close();
  }

  private Connection from(String region) throws SQLException {
    Connection connection = DriverManager.getConnection(poolers.url(region));
    Routes.awaitRead(connection, region);
    return connection;
  }

  @Test
  void readsNearAndWritesHome() throws SQLException {
    for (String region : new String[] {STANDBY, SUBSCRIBER}) {
      try (Connection connection = from(region)) {
        assertThat(Sql.query(connection, READ)).isEqualTo("user 1");
        assertThat(Sql.route(connection).region()).isEqualTo(region);
        assertThat(Sql.update(connection, "UPDATE users SET region = region WHERE id = 1"))
            .isEqualTo(1);
        assertThat(Sql.route(connection).region()).isEqualTo(HOME);
      }
    }
  }

  @Test
  void everySessionReadsItsOwnWrites() throws SQLException {
    try (Connection connection = from(SUBSCRIBER)) {
      for (int i = 0; i < 20; i++) {
        Sql.update(connection, "UPDATE users SET email = 'own" + i + "' WHERE id = 2");
        assertThat(Sql.query(connection, "SELECT email FROM users WHERE id = 2"))
            .isEqualTo("own" + i);
      }
    }
  }

  @Test
  void aWriteThatHidesBehindAReadRunsAtHome() throws SQLException {
    for (String region : new String[] {HOME, SUBSCRIBER}) {
      cluster
          .node(region)
          .execute(
              "CREATE TABLE IF NOT EXISTS hidden (at int)",
              "CREATE OR REPLACE FUNCTION hides() RETURNS int VOLATILE SECURITY DEFINER LANGUAGE sql"
                  + " AS 'INSERT INTO public.hidden VALUES (1) RETURNING at'");
    }
    try (Connection connection =
        DriverManager.getConnection(poolers.url(SUBSCRIBER) + "&safeFunctions=hides")) {
      Routes.awaitRead(connection, SUBSCRIBER);
      for (int i = 0; i < 5; i++) {
        Sql.query(connection, "SELECT hides() /* " + i + " */");
        assertThat(Sql.route(connection).region()).isEqualTo(HOME);
      }
      assertThat(cluster.node(SUBSCRIBER).query("SELECT count(*) FROM ONLY hidden"))
          .as("written on the subscriber itself")
          .isIn("0", cluster.primary().query("SELECT count(*) FROM hidden"));
    } finally {
      for (String region : new String[] {HOME, SUBSCRIBER}) {
        cluster.node(region).execute("DROP FUNCTION hides()", "DROP TABLE hidden");
      }
    }
  }

  @Test
  void everyReadOfASubscriberIsAReadOnlyTransaction() throws SQLException {
    try (Connection connection = from(SUBSCRIBER)) {
      for (int i = 0; i < 10; i++) {
        Sql.query(connection, READ);
        assertThat(poolers.setting(SUBSCRIBER, "default_transaction_read_only"))
            .doesNotContain("on");
      }
    }
  }

  @Test
  void readOnlyTransactionsStayNearAndOthersGoHome() throws SQLException {
    try (Connection connection = from(SUBSCRIBER)) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      for (int i = 0; i < 3; i++) {
        Sql.query(connection, READ);
        assertThat(Sql.route(connection).region()).isEqualTo(SUBSCRIBER);
      }
      connection.commit();
      connection.setReadOnly(false);
      Sql.query(connection, READ);
      assertThat(Sql.route(connection).region()).isEqualTo(HOME);
      connection.rollback();
    }
  }

  @Test
  void anIsolationLevelHoldsInTheTransactionAndIsMetByNobodyElse() throws SQLException {
    try (Connection connection = from(STANDBY)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      connection.setAutoCommit(false);
      assertThat(Sql.query(connection, "SELECT current_setting('transaction_isolation')"))
          .isEqualTo("serializable");
      connection.commit();
    }
    assertThat(poolers.setting(HOME, "default_transaction_isolation"))
        .doesNotContain("serializable");
  }

  @Test
  void aPreparedStatementIsUsedAgainAndAgain() throws SQLException {
    try (Connection one = from(SUBSCRIBER);
        Connection other = from(SUBSCRIBER);
        PreparedStatement first = one.prepareStatement("SELECT name FROM users WHERE id = ?");
        PreparedStatement second = other.prepareStatement("SELECT name FROM users WHERE id = ?")) {
      for (int i = 1; i <= 20; i++) {
        for (PreparedStatement read : new PreparedStatement[] {first, second}) {
          read.setLong(1, 10 + i);
          try (ResultSet row = read.executeQuery()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("user " + (10 + i));
          }
        }
        assertThat(Sql.route(one).region()).isEqualTo(SUBSCRIBER);
      }
    }
  }

  /** The subscriber stands still before the pooler of the standby turns to it. */
  @Test
  void aPoolerThatTurnsToAnotherServerServesNoRowOfThat() throws Exception {
    cluster.node(SUBSCRIBER).disableSubscription();
    try (Connection connection = from(STANDBY)) {
      Sql.update(connection, "UPDATE users SET name = 'turned' WHERE id = 5");
      cluster.awaitCaughtUp(STANDBY, Duration.ofSeconds(10));
      String read = "SELECT name FROM users WHERE id = 5";
      Routes.awaitRead(connection, STANDBY);
      assertThat(Sql.query(connection, read)).isEqualTo("turned");
      poolers.of(STANDBY).turnTo(cluster.node(SUBSCRIBER));
      int turned = 0;
      for (long end = System.nanoTime() + PATIENCE_NANOS;
          turned < 50 && System.nanoTime() < end; ) {
        assertThat(Sql.query(connection, read)).isEqualTo("turned");
        turned += HOME.equals(Sql.route(connection).region()) ? 1 : 0;
      }
      assertThat(turned).as("reads that the primary served").isEqualTo(50);
      poolers.of(STANDBY).turnTo(cluster.node(STANDBY));
      Routes.awaitRead(connection, STANDBY);
    } finally {
      poolers.of(STANDBY).turnTo(cluster.node(STANDBY));
      cluster.mend();
    }
  }

  @Test
  void whatNeedsASessionIsAnErrorThatSaysSo() throws SQLException {
    try (Connection connection = from(STANDBY)) {
      for (String sql :
          new String[] {
            "SET work_mem = '1MB'",
            "SET search_path = elsewhere",
            "CREATE TEMP TABLE t (i int)",
            "LISTEN channel",
            "SELECT pg_advisory_lock(1)",
            "PREPARE p AS SELECT 1",
            "SELECT set_config('app.tenant', 'x', false)"
          }) {
        assertThatThrownBy(() -> Sql.execute(connection, sql))
            .as(sql)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("pooler=")
            .hasMessageContaining("127.0.0.1:" + poolers.linkTo(HOME).port())
            .extracting("SQLState")
            .isEqualTo("0A000");
      }
      assertThatThrownBy(() -> connection.setSchema("elsewhere")).hasMessageContaining("pooler=");
      assertThat(Sql.query(connection, READ)).isEqualTo("user 1");
      assertThat(poolers.setting(HOME, "work_mem")).doesNotContain("1MB");
    }
  }

  @Test
  void whatOutlivesItsTransactionIsAnErrorInsideOfOneToo() throws SQLException {
    try (Connection connection = from(STANDBY)) {
      connection.setAutoCommit(false);
      for (String sql :
          new String[] {
            "SET work_mem = '1MB'",
            "SELECT set_config('app.a', '1', true), set_config('app.tenant', 'x', false)",
            "/* set_config('a', 'b', true) */ SELECT set_config('app.tenant', 'x', false)",
            "SELECT set_config('app.a', '1', true), pg_advisory_lock(1)",
            "CREATE TEMP TABLE t (i int) -- on commit drop",
            "CREATE TEMP TABLE t (i int) /* on commit drop */",
            "CREATE TEMP TABLE t (i text DEFAULT 'on commit drop')",
            "CREATE TEMP TABLE t (i int) ON COMMIT DROP; CREATE TEMP TABLE u (i int)",
            "CREATE TEMP TABLE t ON COMMIT DROP AS SELECT pg_advisory_lock(1)",
            "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
            "LOAD 'auto_explain'"
          }) {
        assertThatThrownBy(() -> Sql.execute(connection, sql))
            .as(sql)
            .hasMessageContaining("pooler=")
            .extracting("SQLState")
            .isEqualTo("0A000");
      }
      connection.rollback();
    }
  }

  @Test
  void whatEndsWithItsTransactionWorks() throws SQLException {
    try (Connection connection = from(STANDBY)) {
      connection.setAutoCommit(false);
      Sql.execute(connection, "SET LOCAL work_mem = '3MB'");
      Sql.execute(connection, "SELECT set_config('app.tenant', 'x', true)");
      Sql.execute(connection, "SET application_name = 'kept'");
      Sql.execute(connection, "CREATE TEMP TABLE t ON COMMIT DROP AS SELECT 1 AS i");
      assertThat(Sql.query(connection, "SELECT i FROM t")).isEqualTo("1");
      connection.commit();
      connection.setAutoCommit(true);
      assertThat(poolers.setting(HOME, "work_mem")).doesNotContain("3MB");
    }
  }

  @Test
  void whatThePrimaryIsSetToHoldsForReadsOnASubscriber() throws SQLException {
    String print = "SELECT max((interval '36 hours')::text) FROM users";
    try (MeridianDataSource source =
            MeridianDataSource.builder()
                .url(poolers.url(SUBSCRIBER) + "&ApplicationName=iso")
                .build();
        Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, SUBSCRIBER);
      assertThat(Sql.query(connection, print)).isEqualTo("PT36H");
      assertThat(Sql.route(connection).region()).isEqualTo(SUBSCRIBER);
      assertThat(poolers.setting(SUBSCRIBER, "intervalstyle")).doesNotContain("iso");
    }
  }

  @Test
  void worksBehindHikari() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(poolers.url(STANDBY));
    config.setMaximumPoolSize(4);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      for (int i = 0; i < 8; i++) {
        try (Connection connection = pool.getConnection()) {
          assertThat(Sql.query(connection, READ)).isEqualTo("user 1");
          Sql.update(connection, "UPDATE users SET region = region WHERE id = 1");
        }
      }
    }
  }
}
