package dev.meridian.examples.lab;

import java.sql.Connection;
import java.sql.SQLException;

/** Takes down what a shop does, statement by statement. */
interface Journal {

  /**
   * A read has been answered.
   *
   * @param nanos from its execution until its last row was read
   */
  void read(Connection connection, long nanos) throws SQLException;

  /** A statement that writes has been executed; its transaction may go on. */
  void wrote(Connection connection) throws SQLException;

  /**
   * A write is durable.
   *
   * @param nanos from its first statement until it was committed
   */
  void committed(long nanos);

  /** A read did not show what its own shop had written before. */
  void stale(String what);
}
