package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Distances;
import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopTables;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.RegionsCluster;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** A subscriber that was sent more than the promoted standby had, and is pointed to that. */
@RegionsCluster(
    standbys = "eu-west-1",
    subscribers = "ap-east-1",
    schema = {ShopTables.USERS},
    data = ShopTables.SOME_USERS,
    delays = false,
    shared = false)
class RepointedSubscriberTest {

  @Test
  void isNotReadUntilItsTablesAreCopiedAnew(MultiRegionPostgres cluster) throws Exception {
    Vantage here = Distances.apply(cluster, "ap-east-1");
    RegionNode heir = cluster.node("eu-west-1");
    try (MeridianDataSource source = MeridianDataSource.builder().url(here.meridianUrl()).build();
        Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, "ap-east-1");
      LostRow.lose(cluster, "eu-west-1", "ap-east-1");
      heir.promote();
      Subscribers.repoint(cluster, "ap-east-1", "eu-west-1");
      Routes.awaitWrite(connection, LostRow.MORE, Role.PRIMARY);
      LostRow.isNotRead(connection, "ap-east-1");
      try (MeridianDataSource late =
              MeridianDataSource.builder().url(here.meridianUrl("maxLag=1h")).build();
          Connection after = late.getConnection()) {
        LostRow.isNotRead(after, "ap-east-1");
      }
      // Nothing else would have kept it out.
      String trusted = "127.0.0.1:" + here.linkTo("ap-east-1").port() + "@2";
      try (MeridianDataSource trusting =
              MeridianDataSource.builder()
                  .url(here.meridianUrl("trustSubscriber=" + trusted))
                  .build();
          Connection after = trusting.getConnection()) {
        Routes.awaitRead(after, "ap-east-1");
        assertThat(Sql.query(after, LostRow.COUNT)).isEqualTo("1");
      }
      Subscribers.copyAnew(cluster, "ap-east-1", "eu-west-1", "users");
      Routes.awaitRead(connection, "ap-east-1");
      assertThat(Sql.query(connection, LostRow.COUNT)).isEqualTo("0");
    }
  }
}
