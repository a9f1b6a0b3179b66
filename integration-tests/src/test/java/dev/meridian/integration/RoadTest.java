package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.MeridianDriver;
import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Route;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionsCluster;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

@RegionsCluster(
    schema = {ShopTables.USERS, ShopTables.ORDERS},
    data = ShopTables.SOME_USERS)
class RoadTest {

  private static final String READ = "SELECT count(*) FROM users";
  private static final String WRITE = "INSERT INTO users (name) VALUES ('new')";

  private static MeridianDataSource europe;
  private static MeridianDataSource asia;

  @BeforeAll
  static void open(MultiRegionPostgres cluster) throws SQLException {
    cluster.awaitCaughtUp();
    europe = MeridianDataSource.builder().url(cluster.from("eu-west-1").meridianUrl()).build();
    asia = MeridianDataSource.builder().url(cluster.from("ap-east-1").meridianUrl()).build();
  }

  @AfterAll
  static void close() {
    europe.close();
    asia.close();
  }

  @Test
  void readsNearAndWritesHomeThroughTheDriverManager(MultiRegionPostgres cluster)
      throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(cluster.from("eu-west-1").meridianUrl())) {
      expectNearReadAndHomeWrite(connection);
    }
  }

  @Test
  void theApplicationsLimitOnResultsIsNoneOfTheCatalogues(MultiRegionPostgres cluster)
      throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(cluster.from("eu-west-1").meridianUrl("maxResultBuffer=300"))) {
      expectNearReadAndHomeWrite(connection);
    }
  }

  @Test
  void readsNearAndWritesHomeAsTheUrlOfAPool(MultiRegionPostgres cluster) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(cluster.from("eu-west-1").meridianUrl());
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection connection = pool.getConnection()) {
      expectNearReadAndHomeWrite(connection);
    }
  }

  @Test
  void readsNearAndWritesHomeAsABean(MultiRegionPostgres cluster) throws SQLException {
    try (MeridianDataSource bean = new MeridianDataSource()) {
      bean.setUrl(cluster.from("eu-west-1").meridianUrl());
      bean.setUsername(cluster.user());
      bean.setPassword(cluster.password());
      bean.set(Setting.MAX_LAG, "20s");
      try (Connection connection = bean.getConnection()) {
        expectNearReadAndHomeWrite(connection);
      }
    }
  }

  private static void expectNearReadAndHomeWrite(Connection connection) throws SQLException {
    Sql.update(connection, WRITE);
    Route write = Sql.route(connection);
    assertThat(write.role()).isEqualTo(Role.PRIMARY);
    assertThat(write.region()).isEqualTo("us-east-1");
    assertThat(write.reason()).isEqualTo(RouteReason.WRITE);
    expectNearInTheEnd(connection, "eu-west-1", Role.STANDBY);
  }

  /** After a write the first reads may go to the primary, but not for long. */
  private static void expectNearInTheEnd(Connection connection, String region, Role role) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              Sql.query(connection, READ);
              Route route = Sql.route(connection);
              assertThat(route.region()).isEqualTo(region);
              assertThat(route.role()).isEqualTo(role);
              assertThat(route.reason()).isEqualTo(RouteReason.NEAREST);
            });
  }

  @Test
  void readsFromTheSubscriberWhereThatIsNearest() throws SQLException {
    try (Connection connection = asia.getConnection()) {
      expectNearInTheEnd(connection, "ap-east-1", Role.SUBSCRIBER);
    }
  }

  @Test
  void aReadThatASubscriberCanNotAnswerGoesElsewhere() throws SQLException {
    try (Connection connection = asia.getConnection()) {
      assertThat(Sql.query(connection, "SELECT count(*) > 0 FROM pg_catalog.pg_class"))
          .isEqualTo("t");
      assertThat(Sql.route(connection).role()).isNotEqualTo(Role.SUBSCRIBER);
    }
  }

  @Test
  void readOnlyTransactionsRunNearAndOthersAtHome() throws SQLException {
    try (Connection connection = europe.getConnection()) {
      expectNearInTheEnd(connection, "eu-west-1", Role.STANDBY);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      Sql.query(connection, READ);
      assertThat(Sql.route(connection).role()).isEqualTo(Role.STANDBY);
      Sql.query(connection, "SELECT max(id) FROM users");
      assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.IN_TRANSACTION);
      connection.commit();
      connection.setReadOnly(false);
      Sql.query(connection, READ);
      assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.READ_WRITE_TRANSACTION);
      assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
      connection.rollback();
    }
  }

  @Test
  void aWriterSeesItsWriteAtOnceHoweverFarTheReplicaIsBehind(MultiRegionPostgres cluster)
      throws SQLException {
    for (int delay : new int[] {0, 300}) {
      cluster
          .replicationLink("eu-west-1", "us-east-1")
          .roundTrip(Duration.ofMillis(100 + 2L * delay));
      expectOwnWritesSeen(cluster, europe, 10);
    }
    cluster.node("eu-west-1").pauseReplay();
    expectOwnWritesSeen(cluster, europe, 5);
    cluster.node("eu-west-1").resumeReplay();
    expectOwnWritesSeen(cluster, asia, 5);
    cluster.node("ap-east-1").disableSubscription();
    expectOwnWritesSeen(cluster, asia, 3);
  }

  private static void expectOwnWritesSeen(
      MultiRegionPostgres cluster, MeridianDataSource source, int times) throws SQLException {
    for (int i = 0; i < times; i++) {
      try (Connection connection = source.getConnection()) {
        Sql.update(connection, WRITE);
      }
      long written = Long.parseLong(String.valueOf(cluster.primary().query(READ)));
      assertThat(count(source)).as("after write %d", i).isEqualTo(written);
    }
  }

  private static long count(MeridianDataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return Long.parseLong(String.valueOf(Sql.query(connection, READ)));
    }
  }

  @Test
  void nothingPhysicalLeaksOut() throws SQLException {
    try (Connection connection = europe.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT ARRAY[1, 2]")) {
      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(rows.getStatement()).isSameAs(statement);
      assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
      rows.next();
      Array array = rows.getArray(1);
      try (ResultSet elements = array.getResultSet()) {
        assertThat(elements.getStatement().getConnection()).isSameAs(connection);
      }
      try (ResultSet tables = connection.getMetaData().getTables(null, "public", "users", null)) {
        assertThat(tables.next()).isTrue();
        assertThat(tables.getStatement().getConnection()).isSameAs(connection);
      }
      assertThat(connection.getMetaData().getURL()).startsWith("jdbc:postgresql://");
      assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
      assertThat(connection.unwrap(MeridianConnection.class)).isSameAs(connection);
    }
  }

  @Test
  void aPreparedStatementMovesWithItsParameters() throws SQLException {
    try (Connection connection = europe.getConnection()) {
      expectNearInTheEnd(connection, "eu-west-1", Role.STANDBY);
      try (PreparedStatement read =
          connection.prepareStatement("SELECT id FROM users WHERE email = ?")) {
        read.setString(1, "u7@example.org");
        try (ResultSet near = read.executeQuery()) {
          assertThat(near.next()).isTrue();
          assertThat(Sql.route(connection).role()).isEqualTo(Role.STANDBY);
        }
        connection.setAutoCommit(false);
        try (ResultSet home = read.executeQuery()) {
          assertThat(home.next()).isTrue();
          assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
        }
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  @Test
  void whatIsSetOnTheConnectionHoldsOnBothSides() throws SQLException {
    try (Connection connection = europe.getConnection()) {
      connection.setSchema("pg_catalog");
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      assertThat(Sql.query(connection, "SHOW search_path")).contains("pg_catalog");
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      Sql.query(connection, "SELECT count(*) FROM public.users");
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
      assertThat(Sql.query(connection, "SELECT current_schema")).isEqualTo("pg_catalog");
      connection.rollback();
    }
  }

  @Test
  void pinsAConnectionThatChangesItsServerSession() throws SQLException {
    try (Connection connection = europe.getConnection()) {
      Sql.execute(connection, "SET work_mem = '8MB'");
      Sql.execute(connection, "CREATE TEMP TABLE basket (id int)");
      Sql.query(connection, READ);
      assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.PINNED);
      assertThat(Sql.query(connection, "SHOW work_mem")).isEqualTo("8MB");
      assertThat(Sql.query(connection, "SELECT count(*) FROM basket")).isEqualTo("0");
    }
    try (Connection next = europe.getConnection()) {
      assertThat(Sql.query(next, "SHOW work_mem")).isNotEqualTo("8MB");
    }
  }

  @Test
  void transactionsBegunAsTextStayTogether() throws SQLException {
    try (Connection connection = europe.getConnection()) {
      Sql.execute(connection, "BEGIN");
      Sql.update(connection, WRITE);
      Sql.query(connection, READ);
      assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.IN_TRANSACTION);
      Sql.execute(connection, "ROLLBACK");
    }
  }

  @Test
  void leavesForeignUrlsToOthers() throws SQLException {
    MeridianDriver driver = new MeridianDriver();
    assertThat(driver.connect("jdbc:postgresql://localhost/shop", null)).isNull();
    assertThat(driver.connect("jdbc:meridian:mysql://localhost/shop", null)).isNull();
  }

  @Test
  void theUrlWithoutMeridianIsOneOfPgjdbc(MultiRegionPostgres cluster) throws SQLException {
    String url = cluster.from("us-east-1").meridianUrl("maxLag=5s").replace("meridian:", "");
    try (Connection plain = DriverManager.getConnection(url)) {
      assertThat(Sql.query(plain, "SELECT 1")).isEqualTo("1");
    }
  }
}
