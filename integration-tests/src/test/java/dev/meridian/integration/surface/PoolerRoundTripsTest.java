package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meridian.integration.Poolers;
import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopWorld;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.PgBouncer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Through poolers, too, nothing costs a round trip more than with pgjdbc alone. */
@ShopWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolerRoundTripsTest {

  private Poolers poolers;
  private Connection raw;
  private Connection driver;

  @BeforeAll
  void connect(MultiRegionPostgres cluster) throws SQLException {
    assumeTrue(PgBouncer.program().isPresent(), "pgbouncer is not installed");
    cluster.awaitCaughtUp();
    poolers = new Poolers(cluster);
    String counted = "&socketFactory=" + CountedSockets.class.getName();
    raw = DriverManager.getConnection(poolers.urlTo("us-east-1") + counted);
    driver = DriverManager.getConnection(poolers.url("eu-west-1", Duration.ofMillis(40)) + counted);
    Routes.awaitRead(driver, "eu-west-1");
  }

  @AfterAll
  void disconnect() throws SQLException {
    raw.close();
    driver.close();
    poolers.close();
  }

  @ParameterizedTest
  @EnumSource
  void theDriverNeedsNoneMoreThanPgjdbc(RoundTripsTest.Sequence sequence) throws SQLException {
    int atLeast = sequence == RoundTripsTest.Sequence.BORROW_AND_RETURN ? 0 : 1;
    assertThat(RoundTripsTest.roundTrips(driver, sequence))
        .isBetween(atLeast, RoundTripsTest.roundTrips(raw, sequence));
  }
}
