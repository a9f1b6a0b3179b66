package dev.meridian.testkit.history;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One unit of consistency as the workload uses it. An implementation may hop between application
 * nodes from one {@link #connect} to the next, with its token. To be threadsafe: requests of one
 * session are parallel.
 */
public interface WorkloadSession extends AutoCloseable {

  /** The name that the history has. */
  String name();

  /** A connection that reads and writes as this session; closed after one request. */
  Connection connect() throws SQLException;

  /** The role that served the last statement, for the count; empty if unknown. */
  String servedBy(Connection connection) throws SQLException;

  /** This thread's request is over, its connection closed; called before it counts as ended. */
  default void requestEnded() {}

  /**
   * Whether a request knows of others only what had ended when it began, as one that comes with a
   * token does, and not what ends while it runs.
   */
  default boolean isFixedAtBegin() {
    return false;
  }

  @Override
  default void close() {}
}
