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
 * Who takes the place of a primary that has ended: the standby that has received most. Between
 * {@link #prepare} and {@link #promote} nobody takes writes, and what the heir does not have by
 * then is lost.
 *
 * <p>This class is not threadsafe.
 */
public final class Succession {

  private static final Duration STILL_FOR = Duration.ofMillis(300);
  private static final Duration LOOKS_EVERY = Duration.ofMillis(20);
  private static final Duration REPLAYED_WITHIN = Duration.ofSeconds(30);
  private static final String RECEIVES =
      "SELECT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')";

  private final MultiRegionPostgres cluster;
  private final RegionNode heir;
  private final List<RegionNode> standbys;

  private Succession(MultiRegionPostgres cluster, RegionNode heir, List<RegionNode> standbys) {
    this.cluster = cluster;
    this.heir = heir;
    this.standbys = standbys;
  }

  /** Who will be the primary. */
  public RegionNode heir() {
    return heir;
  }

  /** Waits until the standbys show all that they will ever have of the old primary. */
  public static Succession prepare(MultiRegionPostgres cluster) throws SQLException {
    List<RegionNode> standbys =
        cluster.nodes().stream()
            .filter(node -> node.kind() == NodeKind.STANDBY && node.isRunning())
            .toList();
    for (RegionNode standby : standbys) {
      awaitReplayed(standby);
    }
    return new Succession(cluster, furthest(standbys), standbys);
  }

  /** Promotes the heir, and lets the others follow it. */
  public void promote() throws SQLException {
    heir.promote();
    for (RegionNode standby : standbys) {
      if (standby != heir) {
        cluster.follow(standby.region(), heir.region());
      }
    }
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
