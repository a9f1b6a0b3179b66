package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import java.sql.Connection;
import java.sql.SQLException;

/** Where physical connections come from. Implementations are threadsafe. */
public interface NodeConnections {

  /**
   * A connection to the node, which has shown that it is the server that the topology knows there.
   */
  Connection acquire(NodeState node, Use use) throws SQLException;

  /**
   * Takes a connection back.
   *
   * @param clean whether it carries nothing of its user's: no open transaction, no session state
   */
  void release(NodeState node, Use use, Connection connection, boolean clean) throws SQLException;

  /** Ends all that is kept open, and gives out nothing from then on. */
  void close();

  /** Whether it was closed. */
  boolean isClosed();
}
