package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Distances;
import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A replica that takes no more connections, and reads that crowd upon the primary. */
@ShopWorld
class OverloadTest {

  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";

  private final MultiRegionPostgres cluster;
  private final Vantage here;

  OverloadTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
    this.here = Distances.apply(cluster, "eu-west-1");
  }

  @AfterEach
  void mend() throws SQLException {
    cluster.mend();
  }

  private MeridianDataSource source(String... settings) {
    return MeridianDataSource.builder().url(here.meridianUrl(settings)).build();
  }

  /**
   * Takes every place that is left. One refusal is not enough: whoever logs in at that moment, even
   * to be refused as well, has a place that will be free again.
   */
  private void fill(List<Connection> crowd) throws SQLException {
    int refusals = 0;
    while (refusals < 5) {
      assertThat(crowd).hasSizeLessThan(200);
      try {
        crowd.add(here.connect("eu-west-1"));
        refusals = 0;
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("53300");
        refusals++;
      }
    }
  }

  @Test
  void aReplicaWithoutAFreeConnectionGivesWay() throws SQLException {
    List<Connection> crowd = new ArrayList<>();
    try (MeridianDataSource source = source();
        Connection seated = source.getConnection();
        Connection late = source.getConnection()) {
      Routes.awaitRead(seated, "eu-west-1");
      for (int i = 0; i < 20; i++) {
        // Each time: connections of tests before this one may still end, and leave their places.
        fill(crowd);
        assertThat(Sql.query(late, Routes.READ)).isNotNull();
        assertThat(Sql.route(late).region()).isNotEqualTo("eu-west-1");
        assertThat(Sql.query(seated, Routes.READ)).isNotNull();
      }
      Routes.awaitRead(seated, "eu-west-1");
    } finally {
      for (Connection each : crowd) {
        each.close();
      }
    }
    try (MeridianDataSource source = source();
        Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, "eu-west-1");
    }
  }

  @Test
  void noMoreDisplacedReadsReachThePrimaryThanTheirShare() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (MeridianDataSource source = source("primaryReadShare=10%", "catchUpTimeout=100ms");
        Connection first = source.getConnection();
        Connection second = source.getConnection();
        Connection lock = cluster.primary().connect();
        NodeLog log = new NodeLog()) {
      Routes.awaitRead(first, "eu-west-1");
      for (String replica : List.of("eu-west-1", "ap-east-1")) {
        here.linkTo(replica).refuse();
        here.linkTo(replica).reset();
        log.await(replica, "down");
      }
      lock.setAutoCommit(false);
      Sql.execute(lock, "LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
      Future<String> reading = thread.submit(() -> String.valueOf(Sql.query(first, Routes.READ)));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !"0".equals(cluster.primary().query(WAITING)));

      assertThatThrownBy(() -> Sql.query(second, Routes.READ))
          .hasFieldOrPropertyWithValue("SQLState", "53300")
          .hasMessageContaining("primaryReadShare=10%");
      assertThat(Sql.update(second, "UPDATE orders SET status = 'x' WHERE id = 0"))
          .as("a write is none of them")
          .isZero();

      lock.rollback();
      assertThat(reading.get(30, TimeUnit.SECONDS)).isNotNull();
      assertThat(Sql.query(second, Routes.READ)).as("the place is free again").isNotNull();
      assertThat(Sql.route(second).reason()).isIn(RouteReason.NO_REPLICA, RouteReason.NODE_LOST);
    } finally {
      thread.shutdownNow();
    }
  }
}
