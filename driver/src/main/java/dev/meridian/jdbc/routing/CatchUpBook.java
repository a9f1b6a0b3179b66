package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long it pays to wait for a replica that is behind the session, and whether to try at all.
 *
 * <p>A read may wait about as long as going to the primary would take: then it is never much slower
 * than a read there, and the reads after it are local again. A replica that was waited for in vain
 * is not waited for again for a while, twice as long each time up to {@value #LONGEST_PAUSE_MILLIS}
 * ms.
 *
 * <p>This class is threadsafe.
 */
public final class CatchUpBook {

  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final long ALLOWANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /**
   * No waiting for one run of a server for a while.
   *
   * @param untilNanos {@link System#nanoTime} when that is over
   */
  private record Pause(long incarnation, long nanos, long untilNanos) {}

  // By the node's index: no more than there are nodes at a time.
  private final Map<Integer, Pause> pauses = new ConcurrentHashMap<>();

  /**
   * How long a read may wait for the replica, in nanoseconds; 0 for not at all. Without a primary
   * to go to instead there is no limit but the caller's.
   */
  public long worthwhileNanos(NodeState replica, Topology topology, long nowNanos) {
    NodeState primary = topology.primary();
    if (primary == null || !primary.up()) {
      return Long.MAX_VALUE;
    }
    Pause pause = pauseOf(replica);
    if (pause != null && nowNanos - pause.untilNanos < 0) {
      return 0;
    }
    // Catching up is seen after one round trip to the primary and one to the replica; then the
    // read.
    if (2 * replica.roundTripNanos() > primary.roundTripNanos() / 4 + ALLOWANCE_NANOS) {
      return 0;
    }
    // One round trip to learn the position, with room for its spread; then the replica's own
    // answers.
    return primary.roundTripNanos() * 3 / 2 + 4 * replica.roundTripNanos() + ALLOWANCE_NANOS;
  }

  private @Nullable Pause pauseOf(NodeState replica) {
    Pause pause = pauses.get(replica.node().index());
    return pause == null || pause.incarnation != replica.incarnation() ? null : pause;
  }

  /** Notes that the replica was ready in time. */
  public void caughtUp(NodeState replica) {
    pauses.remove(replica.node().index());
  }

  /** Notes that the replica was waited for in vain. */
  public void gaveUp(NodeState replica, long nowNanos) {
    Pause last = pauseOf(replica);
    long nanos =
        Math.min(
            Math.max(SHORTEST_PAUSE_NANOS, last == null ? 0 : 2 * last.nanos),
            TimeUnit.MILLISECONDS.toNanos(LONGEST_PAUSE_MILLIS));
    pauses.put(replica.node().index(), new Pause(replica.incarnation(), nanos, nowNanos + nanos));
  }
}
