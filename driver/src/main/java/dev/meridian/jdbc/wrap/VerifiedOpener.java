package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeSample.Identity;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.PrimarySettings;
import dev.meridian.jdbc.topology.ProbeQuery;
import dev.meridian.jdbc.topology.TopologyMonitor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Opens physical connections that prove to lead to the server that the probe knows: one host name
 * can lead to several servers, and a position checked on one says nothing of another. A server that
 * was restarted meanwhile is given time for one fresh probe. This class is threadsafe.
 */
final class VerifiedOpener {

  private static final long PROBE_MILLIS = 2_000;

  private final ResidencyGate gate;
  private final TopologyMonitor monitor;
  private final PrimarySettings settings;

  VerifiedOpener(ResidencyGate gate, TopologyMonitor monitor, PrimarySettings settings) {
    this.settings = settings;
    this.gate = gate;
    this.monitor = monitor;
  }

  /** What a replica's session is given now; the same object until that changes. */
  Map<String, String> settings() {
    return settings.values();
  }

  /**
   * Opens a connection, or fails with pgjdbc's exception, an 08 state of our own, or the gate's.
   */
  Connection open(NodeState node, Use use) throws SQLException {
    Connection connection = gate.open(node, use);
    boolean proven = false;
    try {
      prove(connection, node, use);
      proven = true;
      return connection;
    } finally {
      if (!proven) {
        connection.abort(Runnable::run);
      }
    }
  }

  private void prove(Connection connection, NodeState node, Use use) throws SQLException {
    Identity found = identified(connection, node, use);
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

  /** Asks which server it is, and gives a replica's session what the primary's have. */
  private Identity identified(Connection connection, NodeState node, Use use) throws SQLException {
    if (use != Use.REPLICA) {
      return ProbeQuery.identify(connection);
    }
    if (node.isPooled() && connection instanceof PositionedConnection pooled) {
      Identity found = ProbeQuery.identify(connection);
      pooled.lent(
          LentSession.of(
              found.startedMicros(), PrimarySettings.differing(connection, settings.values())));
      return found;
    }
    try {
      return ProbeQuery.identify(connection, settings.values());
    } catch (SQLException e) {
      String state = e.getSQLState();
      if (state == null || !(state.startsWith("22") || state.startsWith("42"))) {
        throw e;
      }
      throw new SQLException(
          node.node() + " can not give a session the settings that it has on the primary",
          state,
          e);
    }
  }

  /** Whether that server is the one probed there, in the role for which it was chosen. */
  private boolean isKnown(Identity found, NodeState node) {
    NodeState now = monitor.topology().of(node.node());
    return now.sample() != null
        && now.sample().identity().equals(found)
        && now.role() == node.role()
        && now.role() != Role.UNKNOWN;
  }
}
