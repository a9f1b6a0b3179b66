package dev.meridian.jdbc.topology;

/**
 * How long a question to one node takes of late. Quick to believe that a node has become slow, slow
 * to believe that it is quick again (a peak-sensitive moving average), and deaf to a single answer.
 *
 * <ol>
 *   <li>The least of the first {@value #FIRST} answers counts: a new server session knows no
 *       catalogue yet.
 *   <li>Then a rise counts at once and in full, as far as two answers in a row show it.
 *   <li>A fall counts as far as three answers in a row show it, and bit by bit: of the distance, on
 *       a logarithmic scale, all but 1/e is gone after {@value #DECAY_NANOS} ns.
 *   <li>Answers that come less than {@value #SPACING_NANOS} ns after the last that counted do not:
 *       while a node is asked without a pause, one hiccup is many answers.
 * </ol>
 *
 * <p>Only probes count. What statements take tells of their work, not of the way. Immutable.
 *
 * @param nanos the smoothed round trip, 0 before the first
 * @param lastNanos the last answer that counted
 * @param secondLastNanos the one before that
 * @param atNanos when the last one came
 * @param answers how many have counted, up to {@value #FIRST}
 */
record RoundTrip(long nanos, long lastNanos, long secondLastNanos, long atNanos, int answers) {

  static final int FIRST = 3;
  static final long DECAY_NANOS = 1_000_000_000;
  static final long SPACING_NANOS = 100_000_000;

  /** Nothing was measured yet. */
  static final RoundTrip NONE = new RoundTrip(0, 0, 0, 0, 0);

  /** One that is known to take so long. */
  static RoundTrip of(long nanos) {
    return new RoundTrip(nanos, nanos, nanos, 0, nanos == 0 ? 0 : FIRST);
  }

  /**
   * This and one more answer.
   *
   * @param measuredNanos how long it took
   * @param nowNanos {@link System#nanoTime} when it came
   */
  RoundTrip with(long measuredNanos, long nowNanos) {
    long measured = Math.max(1, measuredNanos);
    if (answers < FIRST) {
      long least = answers == 0 ? measured : Math.min(nanos, measured);
      return new RoundTrip(least, measured, lastNanos, nowNanos, answers + 1);
    }
    long sinceNanos = nowNanos - atNanos;
    if (sinceNanos < SPACING_NANOS) {
      return this;
    }
    long risen = Math.min(measured, lastNanos);
    long fallen = Math.max(measured, Math.max(lastNanos, secondLastNanos));
    long smoothed = risen >= nanos ? risen : fallen >= nanos ? nanos : decayed(fallen, sinceNanos);
    return new RoundTrip(smoothed, measured, lastNanos, nowNanos, answers);
  }

  private long decayed(long toward, long sinceNanos) {
    double left = Math.exp(-sinceNanos / (double) DECAY_NANOS);
    return Math.max(1, Math.round(toward * Math.pow(nanos / (double) toward, left)));
  }
}
