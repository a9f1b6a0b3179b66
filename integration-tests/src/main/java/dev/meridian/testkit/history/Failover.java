package dev.meridian.testkit.history;

import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts a standby in the primary's place while a workload goes on, as an operator does.
 *
 * <ol>
 *   <li>The primary ends. For a moment the applications are left alone with that.
 *   <li>They are cut off from all nodes until the standby that has received most is promoted and
 *       the others follow it: what is lost is known before anybody can see it.
 * </ol>
 *
 * <p>Subscribers are left with what they have, and with nobody to receive from.
 */
public enum Failover {
  /** An ordered end: the standbys have received everything. */
  SWITCHOVER,
  /** The primary is killed: what only it had is lost. */
  CRASH;

  private static final Duration ALONE = Duration.ofSeconds(1);

  /** Does it; returns when the applications reach the nodes again. */
  public void run(MultiRegionPostgres cluster, Workload workload) throws SQLException {
    if (this == CRASH) {
      cluster.primary().kill();
    } else {
      cluster.primary().stop();
    }
    LockSupport.parkNanos(ALONE.toNanos());
    cluster.cutApplicationsOff();
    Succession succession = Succession.prepare(cluster);
    if (this == CRASH) {
      workload.lost(succession.heir(), List.of());
    }
    succession.promote();
    cluster.restoreLinks();
  }
}
