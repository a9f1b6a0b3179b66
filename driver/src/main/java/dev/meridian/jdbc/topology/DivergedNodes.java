package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import java.util.BitSet;

/**
 * Which replicas stand where the primary has not been: they follow another history, as after a
 * failover that lost what they had already received. What they show is not the primary's, however
 * far their position is.
 *
 * <p>Only a sample of the primary that was asked for after the replica had answered can tell; until
 * the next such pair the last finding stands. Not threadsafe.
 */
final class DivergedNodes {

  private final BitSet diverged = new BitSet();

  /**
   * Whether the replica has diverged, judged anew if the samples allow it.
   *
   * @param furthest the furthest position of which {@code replica} has shown anything
   */
  boolean contains(int node, Lsn furthest, NodeSample replica, NodeSample primary) {
    if (primary.insert() != null && replica.finishedNanos() - primary.startedNanos() <= 0) {
      diverged.set(node, !primary.insert().hasReached(furthest));
    }
    return diverged.get(node);
  }

  /** Another node has the place from now on. */
  void forget(int node) {
    diverged.clear(node);
  }
}
