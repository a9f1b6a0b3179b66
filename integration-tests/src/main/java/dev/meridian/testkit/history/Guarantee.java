package dev.meridian.testkit.history;

/**
 * The four session guarantees of Terry et al., "Session Guarantees for Weakly Consistent Replicated
 * Data", 1994, and what they presuppose.
 */
public enum Guarantee {
  /** A read shows the writes of its session that had succeeded before it was invoked. */
  READ_YOUR_WRITES,
  /** A read shows no less than its session had read before it was invoked. */
  MONOTONIC_READS,
  /** Who sees a write sees the earlier writes of the session that wrote it. */
  MONOTONIC_WRITES,
  /** Who sees a write sees what the session that wrote it had read before. */
  WRITES_FOLLOW_READS,
  /** A key has one history: nobody sees another order, or what was rolled back. */
  ONE_ORDER
}
