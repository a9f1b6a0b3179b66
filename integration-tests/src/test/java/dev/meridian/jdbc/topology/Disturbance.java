package dev.meridian.jdbc.topology;

import java.sql.SQLException;

/** What is done to a replica, again and again, while writers write. */
interface Disturbance {

  Disturbance NONE = () -> {};

  /** Does it once. */
  void run() throws SQLException;

  /**
   * Moves on before and after a time in which the replica's rows are taken away on purpose: odd
   * while they are.
   */
  default long generation() {
    return 0;
  }
}
