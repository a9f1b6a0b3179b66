package dev.meridian.testkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for a condition, with a bound. */
final class Await {
  private static final int PAUSE_MILLIS = 10;

  private Await() {}

  @FunctionalInterface
  interface Condition {
    boolean holds() throws SQLException;
  }

  /** Throws a SQLException with the message if the condition does not hold in time. */
  static void until(Condition condition, Duration atMost, Supplier<String> message)
      throws SQLException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
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
}
