package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A client that waits no longer for an answer: that a read takes long is no reason to have it run
 * on every node, but that its node is gone is one to have it run elsewhere.
 */
@ShopWorld
class SlowReadTest {

  private static final String NEAR = "eu-west-1";
  private static final String SLEEP = "SELECT pg_sleep(8) FROM users LIMIT 1";
  private static final int PATIENCE_MILLIS = 1_000;

  private final MultiRegionPostgres cluster;
  private final ExecutorService waiting = Executors.newSingleThreadExecutor();
  private Vantage here;
  private MeridianDataSource source;
  private Connection connection;

  SlowReadTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void open() throws SQLException {
    cluster.awaitCaughtUp();
    here = Distances.apply(cluster, NEAR);
    source =
        MeridianDataSource.builder().url(here.meridianUrl("ApplicationName=slow-read")).build();
    connection = source.getConnection();
    Routes.awaitRead(connection, NEAR);
    connection.setNetworkTimeout(waiting, PATIENCE_MILLIS);
  }

  @AfterEach
  void close() throws SQLException {
    cluster.mend();
    connection.close();
    source.close();
    waiting.shutdownNow();
  }

  private int sleepers() throws SQLException {
    int sleepers = 0;
    for (RegionNode node : cluster.nodes()) {
      sleepers +=
          Integer.parseInt(
              String.valueOf(
                  node.query(
                      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                          + " AND application_name = 'slow-read'")));
    }
    return sleepers;
  }

  @Test
  void runsOnOneNodeAndFailsAsWithPgjdbc() throws SQLException {
    assertThatThrownBy(() -> Sql.query(connection, SLEEP))
        .hasFieldOrPropertyWithValue("SQLState", "08006")
        .hasCauseInstanceOf(SocketTimeoutException.class);
    assertThat(sleepers()).isEqualTo(1);
  }

  @Test
  void runsElsewhereIfItsNodeIsSilent() throws SQLException {
    here.linkTo(NEAR).stall();
    assertThat(Sql.query(connection, Routes.READ)).isNotNull();
    assertThat(Sql.route(connection).region()).isNotEqualTo(NEAR);
  }
}
