package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import dev.meridian.jdbc.wrap.ConnectionState.Setter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * One of the two physical connections that a logical one may hold. Not threadsafe, but for {@link
 * #pg}, which another thread may cancel or abort.
 */
final class Side {

  /** The node as it was when the connection was opened. */
  final NodeState node;

  final Use use;
  final Connection connection;

  /** The same, as pgjdbc knows it. */
  final BaseConnection pg;

  // What of the logical connection's state this one has; kept by ConnectionState.
  final Map<String, Setter> applied = new HashMap<>();
  int appliedVersion;
  boolean halfApplied;

  // How many statements have their delegate here.
  int statements;

  Side(NodeState node, Use use, Connection connection) throws SQLException {
    this.node = node;
    this.use = use;
    this.connection = connection;
    this.pg = connection.unwrap(BaseConnection.class);
  }

  /** Whether a transaction is open, by the server's own word: a BEGIN can come as text. */
  boolean isInTransaction() {
    return pg.getTransactionState() != TransactionState.IDLE;
  }

  /** The connection for autocommit writes that tell how far the primary's WAL is, or null. */
  @Nullable PositionedConnection positioned() {
    return node.role() == Role.PRIMARY
            && pg instanceof PositionedConnection own
            && pg.getTransactionState() == TransactionState.IDLE
            && pg.getPreferQueryMode() == PreferQueryMode.EXTENDED
        ? own
        : null;
  }

  /** Whether the end of its open transaction can tell how far the primary's WAL is. */
  boolean isPositioned() {
    return node.role() == Role.PRIMARY && pg.getTransactionState() == TransactionState.OPEN;
  }

  /** Whether it is of no use any more, by pgjdbc's word or by its pool's, which may come first. */
  boolean isClosed() throws SQLException {
    return pg.isClosed() || connection.isClosed();
  }

  /** Whether it still leads to the server that the topology knows there, in the same role. */
  boolean isCurrent(Topology topology) {
    NodeState now = topology.nodes().get(node.node().index());
    return now.incarnation() == node.incarnation() && now.role() == node.role();
  }
}
