package dev.meridian.integration;

import static org.awaitility.Awaitility.await;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What no driver declares comes out of a socket: who asks the nodes goes on asking. */
@ShopWorld
class ExplodingProbesTest implements Mended {

  private static final String SUBSCRIBER = "ap-east-1";
  private static final int EXPLOSIONS = 30;

  @Test
  void goOn(MultiRegionPostgres cluster) throws Exception {
    String url =
        Refusal.freshUrl(
            Distances.apply(cluster, SUBSCRIBER),
            "socketFactory=" + ExplodingSockets.class.getName(),
            "probeInterval=200ms");
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, SUBSCRIBER);
      ExplodingSockets.EXPLOSIONS.set(EXPLOSIONS);
      await().atMost(Duration.ofSeconds(60)).until(() -> ExplodingSockets.EXPLOSIONS.get() == 0);
      // Near again only once probes have told positions, and both catalogues were compared.
      Routes.awaitWrite(connection, "UPDATE users SET name = 'after' WHERE id = 1", Role.PRIMARY);
      Routes.awaitRead(connection, SUBSCRIBER);
    }
  }
}
