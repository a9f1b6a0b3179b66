package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.topology.NodeState;

/**
 * What counts as near, by smoothed round trips. Half a millisecond is never a difference: it is
 * what a scheduler takes.
 */
final class Nearness {

  private static final long NEGLIGIBLE_NANOS = 500_000;

  private Nearness() {}

  /** Whether a node is so little farther than the best that both share the load: by a tenth. */
  static boolean isAsNear(NodeState node, NodeState best) {
    long least = best.roundTripNanos();
    return node.roundTripNanos() <= least + least / 10 + NEGLIGIBLE_NANOS;
  }

  /**
   * Whether the primary is so near that reads need not go to a replica: it takes four fifths of the
   * time or less. Else the load belongs on the replica.
   */
  static boolean isHomeNearer(NodeState primary, NodeState replica) {
    long home = primary.roundTripNanos();
    return home + home / 4 + NEGLIGIBLE_NANOS < replica.roundTripNanos();
  }

  /** Whether a node is to be left for another: that takes two thirds of the time or less. */
  static boolean isClearlyNearer(NodeState other, NodeState kept) {
    long there = other.roundTripNanos();
    return there + there / 2 + NEGLIGIBLE_NANOS < kept.roundTripNanos();
  }
}
