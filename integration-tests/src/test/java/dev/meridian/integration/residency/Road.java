package dev.meridian.integration.residency;

import dev.meridian.jdbc.api.Session;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One way that a statement can take to a node.
 *
 * @param name what is tried
 * @param attempt tries it, on a connection that nobody else uses
 */
record Road(String name, Attempt attempt) {

  /** What is done with a connection. */
  @FunctionalInterface
  interface Attempt {
    void on(Connection connection) throws Exception;
  }

  /** The SQLState that it ends with, {@code null} if it ends well. */
  @Nullable String state(Connection connection) {
    try {
      attempt.on(connection);
      return null;
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException failure) {
          return String.valueOf(failure.getSQLState());
        }
      }
      // Where pgjdbc's method may throw nothing, the message is all that is passed on.
      return String.valueOf(e.getMessage()).contains("is outside of jurisdiction")
          ? Session.OUTSIDE
          : e.toString();
    }
  }
}
