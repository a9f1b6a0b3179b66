package dev.meridian.testkit.history;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.NodeKind;
import dev.meridian.testkit.RegionNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
  private static final Duration STILL_FOR = Duration.ofMillis(300);
  private static final Duration LOOKS_EVERY = Duration.ofMillis(20);
  private static final Duration REPLAYED_WITHIN = Duration.ofSeconds(30);
  private static final String RECEIVES =
      "SELECT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')";

  /** Does it; returns when the applications reach the nodes again. */
  public void run(MultiRegionPostgres cluster, Workload workload) throws SQLException {
    if (this == CRASH) {
      cluster.primary().kill();
    } else {
      cluster.primary().stop();
    }
    LockSupport.parkNanos(ALONE.toNanos());
    cluster.cutApplicationsOff();
    List<RegionNode> standbys =
        cluster.nodes().stream().filter(node -> node.kind() == NodeKind.STANDBY).toList();
    for (RegionNode standby : standbys) {
      awaitReplayed(standby);
    }
    RegionNode heir = furthest(standbys);
    heir.promote();
    for (RegionNode standby : standbys) {
      if (standby != heir) {
        cluster.follow(standby.region(), heir.region());
      }
    }
    if (this == CRASH) {
      workload.lost(heir);
    }
    cluster.restoreLinks();
  }

  private static RegionNode furthest(List<RegionNode> standbys) throws SQLException {
    RegionNode furthest = standbys.get(0);
    for (RegionNode standby : standbys) {
      furthest = replayed(standby) > replayed(furthest) ? standby : furthest;
    }
    return furthest;
  }

  /** Until then more of the old primary's may come, or may be shown. */
  private static void awaitReplayed(RegionNode standby) throws SQLException {
    long began = System.nanoTime();
    long since = began;
    long before = -1;
    while (System.nanoTime() - since < STILL_FOR.toNanos()) {
      if (System.nanoTime() - began > REPLAYED_WITHIN.toNanos()) {
        throw new SQLException(standby + " has not replayed all within " + REPLAYED_WITHIN);
      }
      long now = replayed(standby);
      if (now != before || "t".equals(standby.query(RECEIVES))) {
        since = System.nanoTime();
      }
      before = now;
      LockSupport.parkNanos(LOOKS_EVERY.toNanos());
    }
  }

  private static long replayed(RegionNode standby) throws SQLException {
    return Long.parseLong(
        Objects.requireNonNull(standby.query("SELECT (pg_last_wal_replay_lsn() - '0/0')::bigint")));
  }
}
