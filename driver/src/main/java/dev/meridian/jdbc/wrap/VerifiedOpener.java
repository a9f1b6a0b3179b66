package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.NodeConnector;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeSample.Identity;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.ProbeQuery;
import dev.meridian.jdbc.topology.TopologyMonitor;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens physical connections that prove to lead to the server that the probe knows: one host name
 * can lead to several servers, and a position checked on one says nothing of another. A server that
 * was restarted meanwhile is given time for one fresh probe. This class is threadsafe.
 */
final class VerifiedOpener {

  private static final long PROBE_MILLIS = 2_000;

  private final NodeConnector connector;
  private final TopologyMonitor monitor;

  VerifiedOpener(NodeConnector connector, TopologyMonitor monitor) {
    this.connector = connector;
    this.monitor = monitor;
  }

  /** Opens a connection, or fails with pgjdbc's exception or an 08 state of our own. */
  Connection open(NodeState node, Use use) throws SQLException {
    Connection connection =
        use == Use.PRIMARY
            ? PositionedLogin.open(connector.url(node.node()), connector.properties(use))
            : connector.open(node.node(), use);
    boolean proven = false;
    try {
      prove(connection, node);
      proven = true;
      return connection;
    } finally {
      if (!proven) {
        connection.abort(Runnable::run);
      }
    }
  }

  private void prove(Connection connection, NodeState node) throws SQLException {
    Identity found = ProbeQuery.identify(connection);
    if (isKnown(found, node)) {
      return;
    }
    try {
      monitor.awaitFreshAnswer(node.node(), PROBE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!isKnown(found, node)) {
      throw new SQLException(
          node.node()
              + " leads to another server than its probe: system "
              + Long.toUnsignedString(found.systemIdentifier())
              + " started at "
              + found.startedMicros()
              + " us; one host must name one server",
          "08001");
    }
  }

  /** Whether that server is the one probed there, in the role for which it was chosen. */
  private boolean isKnown(Identity found, NodeState node) {
    NodeState now = monitor.topology().nodes().get(node.node().index());
    return now.sample() != null
        && now.sample().identity().equals(found)
        && now.role() == node.role()
        && now.role() != Role.UNKNOWN;
  }
}
