package dev.meridian.integration.failover;

import dev.meridian.integration.Distances;
import dev.meridian.integration.Routes;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** A standby that has received more than the one that is promoted, and does not follow it. */
@ThreeNodes
class OldTimelineTest {

  @Test
  void isNotReadBehindThePointWhereHistoryForked(MultiRegionPostgres cluster) throws Exception {
    Vantage here = Distances.apply(cluster, "us-west-2");
    try (MeridianDataSource witness = MeridianDataSource.builder().url(here.meridianUrl()).build();
        Connection before = witness.getConnection()) {
      Routes.awaitRead(before, "us-west-2");
      LostRow.lose(cluster, "eu-west-1", "us-west-2");
      cluster.node("eu-west-1").promote();
      Routes.awaitWrite(before, LostRow.MORE, Role.PRIMARY);
      LostRow.isNotRead(before, "us-west-2");
      // Whoever comes later never saw how it came about.
      try (MeridianDataSource late =
              MeridianDataSource.builder().url(here.meridianUrl("maxLag=1h")).build();
          Connection after = late.getConnection()) {
        LostRow.isNotRead(after, "us-west-2");
      }
    }
  }
}
