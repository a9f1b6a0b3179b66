package dev.meridian.jdbc.wrap;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How a logical statement is made. Immutable.
 *
 * @param sql what is prepared, or empty
 * @param opener opens the physical statement, once on each connection that it comes to
 * @param updatable whether its results are to be updatable
 */
record StatementPlan(RoutedConnection connection, String sql, Opener opener, boolean updatable) {

  /** Opens the physical statement on a connection. */
  @FunctionalInterface
  interface Opener {
    Statement on(Connection physical) throws SQLException;
  }
}
