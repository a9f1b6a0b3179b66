package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Distances;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What frameworks do costs no round trip more than with pgjdbc alone. */
@ShopWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripsTest {

  private static final String NEAR = "eu-west-1";
  private static final String READ = "SELECT count(*) FROM users";
  private static final String WRITE = "UPDATE users SET region = region WHERE id = 1";

  /** One thing that is done with a connection again and again. */
  @FunctionalInterface
  private interface Doing {
    void on(Connection connection) throws SQLException;
  }

  enum Sequence {
    AUTOCOMMIT_READ(connection -> Sql.query(connection, READ)),
    AUTOCOMMIT_WRITE(connection -> Sql.update(connection, WRITE)),
    READ_ONLY_TRANSACTION_OF_THREE_READS(
        connection -> {
          connection.setReadOnly(true);
          connection.setAutoCommit(false);
          for (int i = 0; i < 3; i++) {
            Sql.query(connection, READ);
          }
          connection.commit();
          connection.setAutoCommit(true);
          connection.setReadOnly(false);
        }),
    READ_WRITE_TRANSACTION(
        connection -> {
          connection.setAutoCommit(false);
          Sql.query(connection, READ);
          Sql.update(connection, WRITE);
          connection.commit();
          connection.setAutoCommit(true);
        }),
    PREPARED_REUSE(
        connection -> {
          try (PreparedStatement read =
              connection.prepareStatement("SELECT name FROM users WHERE id = ?")) {
            for (int i = 1; i <= 10; i++) {
              read.setLong(1, i);
              read.executeQuery().close();
            }
          }
        }),
    BATCH_OF_A_HUNDRED(
        connection -> {
          try (PreparedStatement write =
              connection.prepareStatement("UPDATE users SET region = ? WHERE id = ?")) {
            for (int i = 1; i <= 100; i++) {
              write.setString(1, "eu-west-1");
              write.setLong(2, i);
              write.addBatch();
            }
            write.executeBatch();
          }
        }),
    GENERATED_KEYS(
        connection -> {
          try (Statement write = connection.createStatement()) {
            write.executeUpdate(WRITE, Statement.RETURN_GENERATED_KEYS);
            try (ResultSet keys = write.getGeneratedKeys()) {
              keys.next();
            }
          }
        }),
    CURSOR(
        connection -> {
          connection.setAutoCommit(false);
          try (Statement read = connection.createStatement()) {
            read.setFetchSize(10);
            try (ResultSet rows = read.executeQuery("SELECT id FROM users ORDER BY id LIMIT 50")) {
              while (rows.next()) {
                rows.getLong(1);
              }
            }
          }
          connection.commit();
          connection.setAutoCommit(true);
        }),
    SPRING_TRANSACTION(
        connection -> {
          connection.getAutoCommit();
          connection.setAutoCommit(false);
          Sql.update(connection, WRITE);
          connection.commit();
          connection.setAutoCommit(true);
          connection.getWarnings();
          connection.clearWarnings();
        }),
    SPRING_SERIALIZABLE_TRANSACTION(
        connection -> {
          int before = connection.getTransactionIsolation();
          connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
          connection.setAutoCommit(false);
          Sql.query(connection, READ);
          connection.commit();
          connection.setAutoCommit(true);
          connection.setTransactionIsolation(before);
        }),
    BORROW_AND_RETURN(
        connection -> {
          connection.isValid(5);
          connection.getAutoCommit();
          connection.isReadOnly();
          connection.getTransactionIsolation();
          connection.getSchema();
          connection.getCatalog();
          connection.getNetworkTimeout();
          connection.setNetworkTimeout(Runnable::run, 10_000);
          connection.getMetaData().getURL();
          connection.getMetaData().getDatabaseProductVersion();
          connection.clearWarnings();
          connection.setNetworkTimeout(Runnable::run, 0);
        });

    @SuppressWarnings("ImmutableEnumChecker") // each is a lambda without state
    private final Doing doing;

    Sequence(Doing doing) {
      this.doing = doing;
    }
  }

  private Connection raw;
  private Connection driver;
  private MeridianDataSource source;

  @BeforeAll
  void connect(MultiRegionPostgres cluster) throws SQLException {
    cluster.awaitCaughtUp();
    Vantage here = Distances.apply(cluster, NEAR);
    String counted = "socketFactory=" + CountedSockets.class.getName();
    raw = DriverManager.getConnection(here.primaryUrl() + "&" + counted);
    driver = DriverManager.getConnection(here.meridianUrl(counted));
    source = MeridianDataSource.builder().url(here.meridianUrl(counted)).build();
  }

  @BeforeEach
  void keepDistances(MultiRegionPostgres cluster) {
    Distances.apply(cluster, NEAR);
  }

  @AfterAll
  void disconnect() throws SQLException {
    raw.close();
    driver.close();
    source.close();
  }

  static int roundTrips(Connection connection, Sequence sequence) throws SQLException {
    for (int i = 0; i < 7; i++) {
      // Until statements are prepared on the server, and both sides are open.
      sequence.doing.on(connection);
    }
    int before = CountedSocket.roundTrips();
    sequence.doing.on(connection);
    return CountedSocket.roundTrips() - before;
  }

  @ParameterizedTest
  @EnumSource
  void theDriverNeedsNoneMoreThanPgjdbc(Sequence sequence) throws SQLException {
    int atLeast = sequence == Sequence.BORROW_AND_RETURN ? 0 : 1;
    assertThat(roundTrips(driver, sequence)).isBetween(atLeast, roundTrips(raw, sequence));
  }

  @ParameterizedTest
  @EnumSource
  void theDataSourceNeedsNoneMoreThanPgjdbcBorrowingAndReturningIncluded(Sequence sequence)
      throws SQLException {
    for (int i = 0; i < 7; i++) {
      try (Connection connection = source.getConnection()) {
        sequence.doing.on(connection);
      }
    }
    int before = CountedSocket.roundTrips();
    try (Connection connection = source.getConnection()) {
      sequence.doing.on(connection);
    }
    int wrapped = CountedSocket.roundTrips() - before;
    assertThat(wrapped).isLessThanOrEqualTo(roundTrips(raw, sequence));
  }

  /** A count that is always nothing would be passed by any driver. */
  @ParameterizedTest
  @EnumSource
  void theCounterCounts(Sequence sequence) throws SQLException {
    assertThat(roundTrips(raw, sequence)).isPositive();
  }
}
