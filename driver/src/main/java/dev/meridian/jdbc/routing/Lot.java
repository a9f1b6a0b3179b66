package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.topology.NodeState;

/**
 * The chance in the router's decisions. Each logical connection has one ticket, a number drawn at
 * random, and with it one lot at each node: so the same connection gets the same answer however
 * often it asks, and different connections different ones.
 */
final class Lot {

  /** For how long a node that came back gets less than its share. */
  static final long WARM_UP_NANOS = 5_000_000_000L;

  // The share at once: a node that gets nothing warms up for nothing.
  private static final double FIRST_SHARE = 0.1;
  private static final int ADMISSION = 0x5BD1E995;

  private Lot() {}

  /** A number that is as likely any other, for each ticket and node. */
  static int at(int node, int ticket) {
    int mixed = ticket ^ (node + 1) * 0x9E3779B9;
    mixed = (mixed ^ mixed >>> 16) * 0x85EBCA6B;
    mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
    return mixed ^ mixed >>> 16;
  }

  /** Whether one node has the lesser lot of two. */
  static boolean isBefore(NodeState one, NodeState other, int ticket) {
    return at(one.node().index(), ticket) < at(other.node().index(), ticket);
  }

  /** Whether the node has been at hand for long enough. */
  static boolean isWarm(NodeState node, long nowNanos) {
    return nowNanos - node.steadySinceNanos() >= WARM_UP_NANOS;
  }

  /**
   * Whether the node is to be considered: at first for a tenth of all tickets, after {@value
   * #WARM_UP_NANOS} ns for all; once for a ticket, then always.
   */
  static boolean admits(NodeState node, int ticket, long nowNanos) {
    double age = (nowNanos - node.steadySinceNanos()) / (double) WARM_UP_NANOS;
    double lot = (at(node.node().index(), ticket ^ ADMISSION) >>> 8) / (double) (1 << 24);
    return lot < Math.max(FIRST_SHARE, age);
  }
}
