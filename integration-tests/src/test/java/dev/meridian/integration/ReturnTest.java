package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session that had to go to the primary and reads without a pause comes back to its replica, also
 * where that is not next door: each read at home moves what it has seen.
 */
@ShopWorld
class ReturnTest implements Mended {

  private static final String REGION = "eu-west-1";
  private static final int READS = 100;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE users SET name = 'here' WHERE id = 1",
        "/* meridian: primary */ SELECT count(*) FROM users"
      })
  void toAReplicaAThirdAsFarAsThePrimary(String atHome, MultiRegionPostgres cluster)
      throws Exception {
    Vantage here = Distances.apply(cluster, REGION);
    here.linkTo(REGION).roundTrip(Duration.ofMillis(20));
    here.linkTo("us-east-1").roundTrip(Duration.ofMillis(60));
    here.linkTo("ap-east-1").roundTrip(Duration.ofMillis(200));
    try (MeridianDataSource source =
            MeridianDataSource.builder().url(Refusal.freshUrl(here)).build();
        Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, REGION);
      Sql.execute(connection, atHome);
      int near = 0;
      for (int i = 0; i < READS; i++) {
        Sql.query(connection, Routes.READ);
        near += REGION.equals(Sql.route(connection).region()) ? 1 : 0;
      }
      assertThat(near).as("reads near, of %s", READS).isGreaterThan(READS / 2);
    }
  }
}
