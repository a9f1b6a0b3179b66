package dev.meridian.jdbc.topology;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * How long a probe waits: for an answer the greater of {@value #LEAST_TIMEOUT_MILLIS} ms and four
 * round trips, for a new connection the greater of {@value #LEAST_CONNECT_SECONDS} s and ten, or
 * what the URL says if that is less. Static and stateless.
 */
final class ProbeTimeouts {

  private static final int LEAST_TIMEOUT_MILLIS = 1_000;
  private static final int LEAST_CONNECT_SECONDS = 2;
  // By how much a timeout may come late before it says more of this JVM than of the node.
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private ProbeTimeouts() {}

  /** Bounds what the next answer may take. */
  static void bound(Connection open, Observation before) throws SQLException {
    open.setNetworkTimeout(Runnable::run, (int) TimeUnit.NANOSECONDS.toMillis(answerNanos(before)));
  }

  private static long answerNanos(Observation before) {
    return Math.max(
        TimeUnit.MILLISECONDS.toNanos(LEAST_TIMEOUT_MILLIS), 4 * before.roundTripNanos());
  }

  /** How long a new connection may take; 0 for as long as the URL says, before the first answer. */
  static int connectSeconds(Observation before) {
    long roundTrips = TimeUnit.NANOSECONDS.toSeconds(10 * before.roundTripNanos()) + 1;
    return before.roundTripNanos() == 0 ? 0 : (int) Math.max(LEAST_CONNECT_SECONDS, roundTrips);
  }

  /** Whether an answer was given up so late that it was this JVM that was late. */
  static boolean isLate(long tookNanos, Observation before) {
    return tookNanos > answerNanos(before) + LATE_NANOS;
  }

  /** Whether an error says that nothing came in time. */
  static boolean isSilence(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }
}
