package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Distances;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.WanLink;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who borrows at a node that refuses new connections fails at once, and not with borrowTimeout. */
@ShopWorld
class RefusedBorrowersTest {

  private static final String WRITE = "UPDATE orders SET status = status WHERE false";

  private final MultiRegionPostgres cluster;
  private final Vantage here;

  RefusedBorrowersTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
    this.here = Distances.apply(cluster, "us-east-1");
  }

  @AfterEach
  void mend() throws SQLException {
    cluster.mend();
  }

  private static void leaveTwoIdle(MeridianDataSource source) throws SQLException {
    try (Connection first = source.getConnection();
        Connection second = source.getConnection()) {
      first.setAutoCommit(false);
      Sql.update(first, WRITE);
      Sql.update(second, WRITE);
      first.rollback();
    }
  }

  @Test
  void alsoWhereThePoolHasIdleConnectionsThatTurnOutToBeDead() throws Exception {
    WanLink link = here.linkTo("us-east-1");
    try (MeridianDataSource source = MeridianDataSource.builder().url(here.meridianUrl()).build();
        NodeLog log = new NodeLog()) {
      leaveTwoIdle(source);
      link.refuse();
      link.reset();
      log.await("us-east-1", "down");
      link.restore();
      log.await("us-east-1", "up");
      // The probe has its connection.
      link.refuse();
      try (Connection connection = source.getConnection()) {
        long began = System.nanoTime();
        assertThatThrownBy(() -> Sql.update(connection, WRITE))
            .hasFieldOrPropertyWithValue("SQLState", "08001");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
      }
    }
  }
}
