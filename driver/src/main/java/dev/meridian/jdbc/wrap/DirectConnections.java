package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection each time, for use behind the application's own pool. Threadsafe. */
final class DirectConnections implements NodeConnections {

  private final VerifiedOpener opener;

  DirectConnections(VerifiedOpener opener) {
    this.opener = opener;
  }

  @Override
  public Connection acquire(NodeState node, Use use) throws SQLException {
    return opener.open(node, use);
  }

  @Override
  public void release(NodeState node, Use use, Connection connection, boolean clean)
      throws SQLException {
    connection.close();
  }

  @Override
  public void close() {
    // Nothing is kept.
  }

  @Override
  public boolean isClosed() {
    return false;
  }
}
