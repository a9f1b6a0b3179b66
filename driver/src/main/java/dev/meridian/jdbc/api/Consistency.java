package dev.meridian.jdbc.api;

/** What a read must be able to see: the setting {@code consistency}; the strongest comes first. */
public enum Consistency {
  /** All that was committed anywhere before the read began: the primary serves it. */
  STRONG,
  /**
   * All that its session has read and written, and nothing older than {@code maxLag}. The default.
   */
  SESSION,
  /** Nothing older than {@code maxLag}; perhaps less than its session has seen already. */
  BOUNDED,
  /** What the nearest replica has, however far behind. */
  EVENTUAL;

  /** The stronger of the two. */
  public Consistency max(Consistency other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
