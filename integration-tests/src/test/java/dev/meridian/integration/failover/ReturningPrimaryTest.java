package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Routes;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.WanLink;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A region was cut off while a standby was promoted, and nobody fenced the old primary. */
@TwoNodes
class ReturningPrimaryTest {

  private static final String WRITE = "INSERT INTO users (name) VALUES ('late')";
  private static final String LATE = "SELECT count(*) FROM users WHERE name = 'late'";

  @Test
  void isNotWrittenToWhenAnIslandSeesItFirst(MultiRegionPostgres cluster) throws Exception {
    cluster.awaitCaughtUp();
    Vantage here = cluster.from("us-east-1");
    try (MeridianDataSource source = MeridianDataSource.builder().url(here.meridianUrl()).build();
        Connection connection = source.getConnection();
        NodeLog log = new NodeLog()) {
      Sql.update(connection, "UPDATE users SET name = 'before' WHERE id = 1");
      for (WanLink link : here.links()) {
        link.refuse();
        link.reset();
        log.await(":" + link.port(), "down");
      }
      cluster.node("eu-west-1").promote();
      // The old primary answers long before the new one can.
      here.linkTo("eu-west-1").restore();
      here.linkTo("eu-west-1").roundTrip(Duration.ofMillis(200));
      here.linkTo("us-east-1").restore();
      Routes.awaitWrite(connection, WRITE, Role.PRIMARY);
      assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
      assertThat(cluster.node("us-east-1").query(LATE)).isEqualTo("0");
    }
  }
}
