package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Somebody has a transaction open that wrote, and does nothing: its last WAL stays where it is
 * until somebody commits, or for up to 15 s. What a read on the primary has seen is held to reach
 * up to there.
 */
@ShopWorld
class NudgeTest implements Mended {

  private static final String REGION = "eu-west-1";
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final int TIMES = 4;

  /** How often in a row reads of a session that has been on the primary are soon near again. */
  private static int returns(MultiRegionPostgres cluster, String setting) throws SQLException {
    String url = Refusal.freshUrl(Distances.apply(cluster, REGION), setting);
    int returns = 0;
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection connection = source.getConnection();
        Connection idler = cluster.primary().connect()) {
      idler.setAutoCommit(false);
      for (int i = 0; i < TIMES; i++) {
        Routes.awaitRead(connection, REGION);
        Sql.update(idler, "UPDATE users SET name = 'never' WHERE id = 3");
        Sql.query(connection, "/* meridian: primary */ " + Routes.READ);
        if (!isSoonNear(connection)) {
          break;
        }
        returns++;
      }
      idler.rollback();
    }
    return returns;
  }

  private static boolean isSoonNear(Connection connection) throws SQLException {
    long began = System.nanoTime();
    do {
      Sql.query(connection, Routes.READ);
      if (REGION.equals(Sql.route(connection).region())) {
        return true;
      }
    } while (System.nanoTime() - began < SOON.toNanos());
    return false;
  }

  @Test
  void bringsReadsBackThatWaitForWhatNobodyFlushes(MultiRegionPostgres cluster) throws Exception {
    assertThat(returns(cluster, "nudge=on")).isEqualTo(TIMES);
  }

  /** Who waited is away by the time that the replica counts as standing still. */
  @Test
  void alsoWhereReplicationTakesLongerThanAWait(MultiRegionPostgres cluster) throws Exception {
    cluster.replicationLink(REGION).roundTrip(Duration.ofMillis(150));
    assertThat(returns(cluster, "nudge=on")).isEqualTo(TIMES);
  }

  @Test
  void theyStayAwayWithout(MultiRegionPostgres cluster) throws Exception {
    assertThat(returns(cluster, "nudge=off")).isLessThan(TIMES);
  }
}
