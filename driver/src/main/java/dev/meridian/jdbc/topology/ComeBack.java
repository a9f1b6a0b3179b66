package dev.meridian.jdbc.topology;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The return of a primary that was out of reach: another may have been promoted meanwhile, and
 * nobody fenced this one. Before it is written to again every other node is asked, which takes
 * three seconds at most: who can not be asked can not tell. Not threadsafe.
 */
final class ComeBack {

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int NOBODY = -1;

  private int node = NOBODY;
  private long sinceNanos;
  // By the nodes' places: who has not been asked since.
  private final BitSet unasked = new BitSet();

  /** Whether the return of that node is doubted. */
  boolean isOf(Node other) {
    return node == other.id();
  }

  /** It answers again. */
  void begin(Observation primary, List<Observation> all, long nowNanos) {
    node = primary.node().id();
    sinceNanos = nowNanos;
    unasked.clear();
    for (Observation each : all) {
      if (each.node().id() != node && !each.node().isVacant()) {
        unasked.set(each.node().index());
      }
    }
  }

  /** A node was asked at {@code askedNanos}, and has answered or failed to. */
  void asked(Node other, long askedNanos) {
    if (askedNanos - sinceNanos >= 0) {
      unasked.clear(other.index());
    }
  }

  /** Whether it may be believed now. */
  boolean isOver(long nowNanos) {
    return unasked.isEmpty() || nowNanos - sinceNanos > MOST_NANOS;
  }

  /** It is believed, or lost again. */
  void endOf(Node other) {
    if (isOf(other)) {
      node = NOBODY;
    }
  }

  static SQLException doubt() {
    return new SQLException(
        "it answers again after it was out of reach, and others are asked first whether one of them"
            + " has taken its place",
        "08001");
  }
}
