package dev.meridian.testkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for a condition, with a bound. */
final class Await {
  private static final int PAUSE_MILLIS = 10;
  private static final String CONFLICT_WITH_RECOVERY = "40001";

  private Await() {}

  @FunctionalInterface
  interface Condition {
    boolean holds() throws SQLException;
  }

  /**
   * Throws a SQLException with the message if the condition does not hold in time. A standby may
   * end what asks it, for the sake of what it replays: then nothing is known yet.
   */
  static void until(Condition condition, Duration atMost, Supplier<String> message)
      throws SQLException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() - deadline > 0) {
        throw new SQLException(message.get() + " within " + atMost.toMillis() + " ms");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("interrupted: " + message.get(), e);
      }
    }
  }

  private static boolean holds(Condition condition) throws SQLException {
    try {
      return condition.holds();
    } catch (SQLException e) {
      if (!CONFLICT_WITH_RECOVERY.equals(e.getSQLState())) {
        throw e;
      }
      return false;
    }
  }
}
