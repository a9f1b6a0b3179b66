package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionsCluster;
import dev.meridian.testkit.TableName;
import dev.meridian.testkit.TableResync;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * An operator takes a table out of a subscription: the subscriber goes on to apply all others, and
 * so its position says that it has everything.
 */
@RegionsCluster(
    standbys = {},
    subscribers = {"ap-east-1"},
    schema = {ShopTables.USERS, ShopTables.ORDERS},
    data = ShopTables.SOME_USERS,
    delays = false,
    shared = false)
class LeftOutTableTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAME = "SELECT name FROM users WHERE id = 1";

  @Test
  void isNotReadThereFromThatMomentOn(MultiRegionPostgres cluster) throws Exception {
    Vantage here = Distances.apply(cluster, "ap-east-1");
    TableResync resync =
        new TableResync(cluster.node("ap-east-1").subscription(), TableName.of("users"));
    // Nobody looks of his own accord while this lasts.
    String url = here.meridianUrl("probeInterval=20s", "catchUpTimeout=2s");
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, "ap-east-1");
      resync.leaveOut();
      for (int i = 0; i < 10; i++) {
        Sql.update(connection, "UPDATE users SET name = 'name " + i + "' WHERE id = 1");
        assertThat(Sql.query(connection, NAME)).isEqualTo("name " + i);
      }
      resync.copyAgain(PATIENCE);
      Routes.awaitRead(connection, "ap-east-1");
      assertThat(Sql.query(connection, NAME)).isEqualTo("name 9");
    }
  }
}
