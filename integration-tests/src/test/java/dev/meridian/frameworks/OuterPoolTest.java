package dev.meridian.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Sql;
import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The application keeps its own pool, over connections of the driver. */
@FrameworkWorld
class OuterPoolTest {

  private static final String NEAR = "eu-west-1";
  private static final String READ = "SELECT count(*) FROM before_all_migrations";
  private static final AtomicInteger POOLS = new AtomicInteger();

  private final Vantage here;

  OuterPoolTest(MultiRegionPostgres cluster) {
    this.here = cluster.from("us-west-2");
  }

  @BeforeEach
  void putTheOthersAway() {
    here.linkTo("us-east-1").roundTrip(Duration.ofMillis(100));
    here.linkTo("ap-east-1").roundTrip(Duration.ofMillis(100));
  }

  /** So seldom that no probe is counted, and as often as nobody else: no probe is shared. */
  private static String seldom() {
    return "probeInterval=" + (60 - POOLS.getAndIncrement()) + "s";
  }

  @ParameterizedTest
  @EnumSource
  void lendsTestsAndTakesBackWithoutARoundTrip(OuterPool kind) throws SQLException {
    DataSource pool = kind.open(here.meridianUrl(seldom(), "ApplicationName=" + kind));
    try {
      useBothSides(pool);
      here.links().forEach(link -> link.resetCounters());
      for (int i = 0; i < 50; i++) {
        try (Connection connection = pool.getConnection()) {
          connection.setReadOnly(true);
          connection.setAutoCommit(false);
          connection.setAutoCommit(true);
          connection.setReadOnly(false);
        }
      }
      // The write asked for a probe of every node, and some answer may have been late.
      assertThat(here.links()).allSatisfy(link -> assertThat(link.roundTrips()).isLessThan(5));
    } finally {
      kind.close(pool);
    }
  }

  private static void useBothSides(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      Sql.query(connection, READ);
      assertThat(Sql.route(connection).region()).isEqualTo(NEAR);
      Sql.update(connection, "CREATE TABLE IF NOT EXISTS outer_pool_write ()");
      assertThat(Sql.route(connection).region()).isEqualTo("us-east-1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNextBorrowerFindsNoTraceOfTheLast(OuterPool kind) throws SQLException {
    DataSource pool = kind.open(here.meridianUrl(seldom(), "ApplicationName=" + kind));
    try {
      MeridianConnection lentFirst;
      try (Connection connection = pool.getConnection()) {
        lentFirst = connection.unwrap(MeridianConnection.class);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        Sql.query(connection, READ);
        connection.rollback();
      }
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.unwrap(MeridianConnection.class)).isSameAs(lentFirst);
        assertThat(connection.getAutoCommit()).isTrue();
        if (kind
            != OuterPool.AGROAL) { // which sets back what it was told to set, and this it is not
          assertThat(connection.isReadOnly()).isFalse();
        }
        connection.setReadOnly(false);
        Sql.update(connection, "CREATE TABLE IF NOT EXISTS outer_pool_write ()");
      }
    } finally {
      kind.close(pool);
    }
  }
}
