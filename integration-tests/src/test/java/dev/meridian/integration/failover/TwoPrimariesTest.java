package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.WanLink;
import java.sql.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two standbys are promoted at once: which of them is the primary nobody can tell. */
@ThreeNodes
class TwoPrimariesTest {

  @Test
  void areNeitherWrittenTo(MultiRegionPostgres cluster) throws Exception {
    cluster.awaitCaughtUp();
    Vantage here = cluster.from("us-east-1");
    try (MeridianDataSource source = MeridianDataSource.builder().url(here.meridianUrl()).build();
        NodeLog log = new NodeLog()) {
      source.getConnection().close();
      here.links().forEach(WanLink::refuse);
      here.links().forEach(WanLink::reset);
      log.await("us-west-2", "down");
      cluster.primary().kill();
      cluster.node("eu-west-1").promote();
      cluster.node("us-west-2").promote();
      cluster.restoreLinks();
      log.await("us-west-2", "up");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                try (Connection connection = source.getConnection()) {
                  assertThatThrownBy(() -> Sql.update(connection, "DELETE FROM users"))
                      .hasFieldOrPropertyWithValue("SQLState", "08001")
                      .hasMessageContaining("more than one node takes writes")
                      .hasMessageContaining(":" + here.linkTo("eu-west-1").port())
                      .hasMessageContaining(":" + here.linkTo("us-west-2").port());
                }
              });
      for (String region : new String[] {"eu-west-1", "us-west-2"}) {
        assertThat(cluster.node(region).query("SELECT count(*) FROM users")).isEqualTo("100");
      }
    }
  }
}
