package dev.meridian.jdbc.topology;

import java.time.Duration;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which replicas have fallen behind by more than {@code maxLag}. One that has is let in again when
 * it is within three quarters of that, so that one which stands about there does not come and go.
 * While the primary does not answer, nothing changes. Not threadsafe.
 */
final class StaleNodes {

  private final long leaveNanos;
  private final long enterNanos;
  private final BitSet stale = new BitSet();

  StaleNodes(Duration maxLag) {
    leaveNanos = maxLag.toNanos();
    enterNanos = leaveNanos / 4 * 3;
  }

  /**
   * Whether a replica is stale.
   *
   * @param freshAsOfNanos the newest instant whose state it holds, or null for none
   * @param nowNanos {@link System#nanoTime}
   */
  boolean contains(int node, @Nullable Long freshAsOfNanos, boolean primaryUp, long nowNanos) {
    if (primaryUp) {
      long lag = freshAsOfNanos == null ? Topology.UNKNOWN_LAG : nowNanos - freshAsOfNanos;
      stale.set(node, lag > (stale.get(node) ? enterNanos : leaveNanos));
    }
    return stale.get(node);
  }

  /** Another node may take its place. */
  void forget(int node) {
    stale.clear(node);
  }
}
