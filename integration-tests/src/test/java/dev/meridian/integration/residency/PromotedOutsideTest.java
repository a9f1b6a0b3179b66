package dev.meridian.integration.residency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopTables;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Session;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionsCluster;
import java.sql.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The primary is inside until it is lost, and a standby outside is promoted. */
@RegionsCluster(
    primary = "eu-west-1",
    standbys = "us-east-1",
    subscribers = {},
    schema = ShopTables.USERS,
    data = ShopTables.SOME_USERS,
    delays = false,
    shared = false)
class PromotedOutsideTest {

  @Test
  void noWriteFollowsIt(MultiRegionPostgres cluster) throws Exception {
    cluster.awaitCaughtUp();
    Border border = new Border(cluster);
    border.reset();
    String url = border.url("stays", "jurisdiction=EU", "failoverTimeout=5s");
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        MeridianDataSource free = MeridianDataSource.builder().url(border.url("follows")).build()) {
      Road write = new Road("", c -> Sql.update(c, "INSERT INTO users (name) VALUES ('new')"));
      Road read = new Road("", c -> Sql.query(c, Routes.READ));
      try (Connection connection = source.getConnection()) {
        assertThat(write.state(connection)).isNull();
        assertThat(read.state(connection)).isNull();
      }
      cluster.primary().kill();
      cluster.node("us-east-1").promote();
      try (Connection follows = free.getConnection()) {
        Routes.awaitWrite(follows, "INSERT INTO users (name) VALUES ('newer')", Role.PRIMARY);
      }
      try (Connection connection = source.getConnection()) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> write.state(connection), Session.OUTSIDE::equals);
        assertThat(read.state(connection)).isEqualTo(Session.OUTSIDE);
      }
    }
    assertThat(border.crossed()).as("bytes of who may go").containsOnlyKeys("us-east-1 follows");
  }
}
