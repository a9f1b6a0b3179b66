package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Distances;
import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The primary is out of the application's reach: how old the replicas are, nobody knows. */
@ShopWorld
class PartitionTest {

  private final MultiRegionPostgres cluster;

  PartitionTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @AfterEach
  void mend() throws SQLException {
    cluster.mend();
  }

  private interface Then {
    void check(Connection connection) throws SQLException;
  }

  private void partitioned(String whenPartitioned, Then then) throws SQLException {
    Vantage here = Distances.apply(cluster, "eu-west-1");
    String url = here.meridianUrl("whenPartitioned=" + whenPartitioned);
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection connection = source.getConnection();
        NodeLog log = new NodeLog()) {
      Routes.awaitRead(connection, "eu-west-1");
      here.linkTo("us-east-1").refuse();
      here.linkTo("us-east-1").reset();
      log.await("us-east-1", "down");
      then.check(connection);
      here.linkTo("us-east-1").restore();
      log.await("us-east-1", "up");
      Routes.awaitRead(connection, "eu-west-1");
    }
  }

  @Test
  void replicasServeByDefault() throws SQLException {
    partitioned(
        "serve",
        connection -> {
          assertThat(Sql.query(connection, Routes.READ)).isNotNull();
          assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
          assertThatThrownBy(() -> Sql.update(connection, "UPDATE users SET name = 'no'"))
              .hasFieldOrPropertyWithValue("SQLState", "08001");
        });
  }

  @Test
  void orReadsAreRefused() throws SQLException {
    partitioned(
        "refuse",
        connection -> {
          assertThatThrownBy(() -> Sql.query(connection, Routes.READ))
              .hasFieldOrPropertyWithValue("SQLState", "55000")
              .hasMessageContaining("whenPartitioned=refuse");
        });
  }
}
