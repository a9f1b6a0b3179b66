package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.integration.Distances;
import dev.meridian.integration.ShopWorld;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All that Spring's own transaction manager does from borrowing a connection to giving it back
 * costs no round trip more than with pgjdbc.
 */
@ShopWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringRoundTripsTest {

  private static final String NEAR = "eu-west-1";
  private static final String READ = "SELECT count(*) FROM users";
  private static final String WRITE = "UPDATE users SET region = region WHERE id = 1";

  enum Kind {
    READ_WRITE(false, TransactionDefinition.ISOLATION_DEFAULT),
    READ_ONLY(true, TransactionDefinition.ISOLATION_DEFAULT),
    REPEATABLE_READ(false, TransactionDefinition.ISOLATION_REPEATABLE_READ),
    READ_ONLY_REPEATABLE_READ(true, TransactionDefinition.ISOLATION_REPEATABLE_READ),
    SERIALIZABLE(false, TransactionDefinition.ISOLATION_SERIALIZABLE);

    private final boolean readOnly;
    private final int isolation;

    Kind(boolean readOnly, int isolation) {
      this.readOnly = readOnly;
      this.isolation = isolation;
    }
  }

  private HikariDataSource raw;
  private HikariDataSource driver;
  private MeridianDataSource source;

  @BeforeAll
  void open(MultiRegionPostgres cluster) throws Exception {
    cluster.awaitCaughtUp();
    Vantage here = Distances.apply(cluster, NEAR);
    String counted = "socketFactory=" + CountedSockets.class.getName();
    raw = pool(here.primaryUrl() + "&" + counted);
    driver = pool(here.meridianUrl(counted));
    source = MeridianDataSource.builder().url(here.meridianUrl(counted)).build();
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }

  @BeforeEach
  void keepDistances(MultiRegionPostgres cluster) {
    Distances.apply(cluster, NEAR);
  }

  @AfterAll
  void close() {
    raw.close();
    driver.close();
    source.close();
  }

  private static int roundTrips(DataSource from, Kind kind) {
    JdbcTemplate jdbc = new JdbcTemplate(from);
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(from));
    transaction.setReadOnly(kind.readOnly);
    transaction.setIsolationLevel(kind.isolation);
    int before = 0;
    for (int i = 0; i < 8; i++) {
      // The last one counts: statements are prepared on the server by then, and both sides open.
      before = CountedSocket.roundTrips();
      transaction.executeWithoutResult(
          any -> {
            jdbc.queryForObject(READ, Long.class);
            if (!kind.readOnly) {
              jdbc.update(WRITE);
            }
          });
    }
    return CountedSocket.roundTrips() - before;
  }

  @ParameterizedTest
  @EnumSource
  void noneMoreThanWithPgjdbc(Kind kind) {
    int most = roundTrips(raw, kind);
    assertThat(most).isPositive();
    assertThat(roundTrips(source, kind)).as("from the DataSource").isBetween(1, most);
    assertThat(roundTrips(driver, kind)).as("from the driver").isBetween(1, most);
  }
}
