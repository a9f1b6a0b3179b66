package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import dev.meridian.jdbc.wrap.ConnectionState.Setter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PGobject;

/**
 * One of the two physical connections that a logical one may hold. Not threadsafe, but for {@link
 * #pg}, which another thread may cancel or abort, and {@link #isRunning}.
 */
final class Side {

  /** The node as it was when the connection was opened. */
  final NodeState node;

  final Use use;

  /** As the pool lends it: for what that sets back, and to give it back. */
  final Connection connection;

  /**
   * The same, as pgjdbc knows it: for all else. A pool would end it for errors that do not touch
   * it, such as 0A000.
   */
  final BaseConnection pg;

  // What of the logical connection's state this one has; kept by ConnectionState.
  final Map<String, Setter> applied = new HashMap<>();
  int appliedVersion;
  boolean halfApplied;

  /** The classes that the physical connection knows for types of the server. */
  final Map<String, Class<? extends PGobject>> dataTypes;

  // Whether a statement is under way, for those who close from another thread.
  private final AtomicBoolean running = new AtomicBoolean();

  // How many statements this JVM has under way at the node.
  private final AtomicInteger inFlight;

  // Until when the statement that runs may run; 0 for no limit.
  private volatile long overdueNanos;

  // How many statements have their delegate here.
  int statements;

  // Closed when the connection goes back to a pool; one that is closed then needs no list.
  private final @Nullable List<Statement> open;

  // Once true these are always true.
  private boolean lost;
  private boolean handedOut;

  Side(NodeState node, Use use, Connection connection, AtomicInteger inFlight) throws SQLException {
    this.node = node;
    this.use = use;
    this.connection = connection;
    this.inFlight = inFlight;
    this.pg = connection.unwrap(BaseConnection.class);
    this.dataTypes =
        connection.isWrapperFor(PhysicalConnection.class)
            ? connection.unwrap(PhysicalConnection.class).dataTypes()
            : new HashMap<>();
    this.open = (Object) connection == pg ? null : new ArrayList<>();
  }

  /** A statement has its delegate here now. */
  void opened(Statement statement) {
    statements++;
    if (open != null) {
      open.add(statement);
    }
  }

  /** A statement has its delegate here no longer. */
  void left(Statement statement) {
    statements--;
    // The last one opened is the first one closed, nearly always.
    for (int i = open == null ? -1 : open.size() - 1; open != null && i >= 0; i--) {
      if (open.get(i) == statement) {
        open.remove(i);
        return;
      }
    }
  }

  /** Closes what the application has left open; the next borrower finds none of it. */
  void closeStatements() throws SQLException {
    if (open != null) {
      for (Statement statement : open) {
        statement.close();
      }
      open.clear();
    }
  }

  /** pgjdbc's own connection is the application's from now on. */
  <T> T handOut(Class<T> iface) throws SQLException {
    handedOut = true;
    return iface.cast(pg.unwrap(PgConnection.class));
  }

  /** Whether the application may do something on it without a word from here. */
  boolean isHandedOut() {
    return handedOut;
  }

  /** The server session ended, though pgjdbc may not know yet. */
  void lose() {
    lost = true;
  }

  /** Whether a statement is under way. */
  boolean isRunning() {
    return running.get();
  }

  /** A statement begins, or has ended. */
  void setRunning(boolean value) {
    if (value) {
      inFlight.incrementAndGet();
    } else {
      inFlight.decrementAndGet();
    }
    // No fence: whoever closes at this very moment is early or late in any case.
    running.lazySet(value);
  }

  /**
   * Sets until when the statement that is about to run may run.
   *
   * @param timeoutNanos {@link Long#MAX_VALUE} for no limit
   */
  void limit(long timeoutNanos) {
    if (timeoutNanos != Long.MAX_VALUE) {
      overdueNanos = System.nanoTime() + timeoutNanos;
    } else if (overdueNanos != 0) {
      overdueNanos = 0;
    }
  }

  /** Whether a statement runs that has taken longer than it may. */
  boolean isOverdue(long nowNanos) {
    long until = overdueNanos;
    return until != 0 && running.get() && nowNanos - until > 0;
  }

  /**
   * Looks whether the server has said goodbye since the last statement; sends nothing.
   *
   * @throws SQLException the server's, if it has
   */
  void checkAlive() throws SQLException {
    if (isInTransaction()) {
      return;
    }
    try {
      pg.getQueryExecutor().processNotifies(-1);
    } catch (SQLException e) {
      lost = true;
      throw e;
    }
  }

  /** Whether a transaction is open, by the server's own word: a BEGIN can come as text. */
  boolean isInTransaction() {
    return pg.getTransactionState() != TransactionState.IDLE;
  }

  /** Whether the open transaction has failed, so that everything but its end is refused. */
  boolean hasFailed() {
    return pg.getTransactionState() == TransactionState.FAILED;
  }

  /**
   * The connection for autocommit writes that tell how far the primary's WAL is, or null. With
   * {@code prepareThreshold=-1} pgjdbc describes a text in a round trip of its own, and of several
   * statements it takes the columns of the wrong one.
   */
  @Nullable PositionedConnection positioned() {
    return node.role() == Role.PRIMARY
            && pg instanceof PositionedConnection own
            && pg.getTransactionState() == TransactionState.IDLE
            && pg.getPreferQueryMode() == PreferQueryMode.EXTENDED
            && !own.getForceBinary()
        ? own
        : null;
  }

  /** Whether the end of its open transaction can tell how far the primary's WAL is. */
  boolean isPositioned() {
    return node.role() == Role.PRIMARY && pg.getTransactionState() == TransactionState.OPEN;
  }

  /** Whether it is of no use any more, by pgjdbc's word or by its pool's, which may come first. */
  boolean isClosed() throws SQLException {
    return lost || pg.isClosed() || connection.isClosed();
  }

  /** Whether a pooler lends the server session, for a transaction at a time. */
  boolean isPooled() {
    return node.isPooled();
  }

  /** Whether it leads to that node, as the topology knows it now. */
  boolean leadsTo(NodeState wanted, Topology topology) {
    return node.node().id() == wanted.node().id() && isCurrent(topology);
  }

  /** Whether its node takes the writes no more, as far as is known, though it may still answer. */
  boolean isDeposed(Topology topology) {
    return use == Use.PRIMARY
        && topology.has(node.node())
        && topology.of(node.node()).role() != Role.PRIMARY;
  }

  /** Whether it still leads to the server that the topology knows there, in the same role. */
  boolean isCurrent(Topology topology) {
    return node.isSameServer(topology.of(node.node()));
  }

  /**
   * Whether its node was lost and came back since: then nobody knows whether it still gets through.
   */
  boolean isFromBeforeALoss(Topology topology) {
    return node.upSinceNanos() != topology.of(node.node()).upSinceNanos();
  }
}
