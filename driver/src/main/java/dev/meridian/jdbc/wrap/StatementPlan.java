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
 * @param keys the generated keys that are wanted of each execution
 */
record StatementPlan(
    RoutedConnection connection, String sql, Opener opener, boolean updatable, GeneratedKeys keys) {

  /** Opens the physical statement on a connection. */
  @FunctionalInterface
  interface Opener {

    /**
     * Opens it.
     *
     * @param sql what is prepared, if anything: the plan's text, or one that runs it
     */
    Statement on(Connection physical, String sql) throws SQLException;
  }
}
