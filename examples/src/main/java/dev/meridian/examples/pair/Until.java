package dev.meridian.examples.pair;

import java.sql.SQLException;

/** Asks again and again, within {@link Shop#PATIENCE}. */
final class Until {

  private Until() {}

  @FunctionalInterface
  interface Question {
    boolean isTrue() throws SQLException;
  }

  /** Throws a SQLException that says what did not come to be. */
  static void isTrue(Question question, String what) throws SQLException {
    long deadline = System.nanoTime() + Shop.PATIENCE.toNanos();
    while (!question.isTrue()) {
      if (System.nanoTime() - deadline > 0) {
        throw new SQLException("not within " + Shop.PATIENCE.toSeconds() + " s: " + what);
      }
    }
  }
}
