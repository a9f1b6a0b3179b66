package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Route;
import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.Topology;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PGobject;

/**
 * A logical connection: bound to no server until its first statement, then to at most one
 * connection to the primary and one to a replica.
 *
 * <p>Not threadsafe, as a JDBC connection is not, but for {@link #abort}, {@link #close} and {@link
 * Statement#cancel}. A statement that runs while another thread closes its connection fails with an
 * 08 state and is not run again elsewhere; its physical connection goes back to no pool.
 */
public final class RoutedConnection extends PreparingConnection implements MeridianConnection {

  private final Runnable onClose;
  private @Nullable DatabaseMetaData metaData;

  // Of several threads that close, one does it.
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * A connection of a session; touches no network.
   *
   * @param onClose runs once, when the connection is closed or aborted
   */
  public RoutedConnection(
      World world, SessionMemory session, NodeConnections connections, Runnable onClose) {
    super(world, session, connections);
    this.onClose = onClose;
  }

  @Override
  RoutedConnection self() {
    return this;
  }

  @Override
  public @Nullable Route lastRoute() {
    return pilot.runner().lastRoute();
  }

  @Override
  public boolean signsTokens() {
    return pilot.world().tokens().hasKeys();
  }

  @Override
  protected Connection delegate() throws SQLException {
    checkOpen();
    return pilot.ahead().forMetadata().pg;
  }

  @Override
  protected Array wrap(Array own) {
    return new RoutedArray(this, own);
  }

  // Transactions

  @Override
  public void commit() throws SQLException {
    checkOpen();
    if (state.autoCommit()) {
      throw Misuse.commitInAutoCommit();
    }
    Side open = sides.inTransaction();
    if (open == null) {
      state.committed();
      return;
    }
    if (pilot.isLost(open)) {
      state.rolledBack();
      pilot.forgetLost(open);
      throw Failures.transactionLost(open.node, null);
    }
    pilot.requirePassage(open);
    try {
      pilot.runner().commit(open);
      state.committed();
    } catch (SQLException e) {
      state.rolledBack();
      if (Failures.isLostConnection(e)) {
        throw commitLost(open, e);
      }
      throw e;
    }
  }

  @Override
  public void rollback() throws SQLException {
    checkOpen();
    if (state.autoCommit()) {
      throw Misuse.rollbackInAutoCommit();
    }
    Side open = sides.inTransaction();
    if (open == null) {
      state.rolledBack();
      return;
    }
    if (pilot.isLost(open)) {
      // It was rolled back when its server session ended.
      state.rolledBack();
      pilot.forgetLost(open);
      return;
    }
    if (!pilot.isLetThrough(open)) {
      state.rolledBack();
      pilot.hangUp(open);
      return;
    }
    try {
      open.pg.rollback();
    } finally {
      state.rolledBack();
      pilot.logbook().transactionEnded(open);
    }
  }

  private Side savepointSide() throws SQLException {
    checkOpen();
    if (state.autoCommit()) {
      throw Misuse.savepointInAutoCommit();
    }
    return pilot.ahead().forPieces();
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    return savepointSide().pg.setSavepoint();
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    return savepointSide().pg.setSavepoint(name);
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    checkOpen();
    pilot.ahead().forPieces().pg.rollback(savepoint);
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    checkOpen();
    pilot.ahead().forPieces().pg.releaseSavepoint(savepoint);
  }

  // The connection itself

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    checkOpen();
    if (metaData == null) {
      metaData = new RoutedDatabaseMetaData(this);
    }
    return metaData;
  }

  /**
   * Whether the next statement has a node to go to; costs no round trip, unless it can go to one
   * server session only, or the node is in doubt just then.
   */
  @Override
  public boolean isValid(int timeoutSeconds) throws SQLException {
    if (timeoutSeconds < 0) {
      throw Misuse.validationTimeout(timeoutSeconds);
    }
    if (closed || sides.isSourceClosed()) {
      return false;
    }
    Side open = sides.inTransaction();
    if (open != null && pilot.isLost(open)) {
      return false;
    }
    Side home = sides.primary();
    if (home != null && (pilot.isPinned() || home.isInTransaction())) {
      Node node = home.node.node();
      Topology now = world.lookout().seen(seen -> seen.of(node).up(), timeoutSeconds);
      return pilot.isLetThrough(home)
          && !home.isClosed()
          && now.of(node).up()
          && home.isCurrent(now)
          && home.pg.isValid(timeoutSeconds);
    }
    return world.lookout().seen(Topology::isUsable, timeoutSeconds).isUsable();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() throws SQLException {
    if (ended.compareAndSet(false, true)) {
      closed = true;
      try {
        pilot.closing();
        sides.close(!pilot.isPinned());
      } finally {
        onClose.run();
      }
    }
  }

  @Override
  public void abort(@Nullable Executor executor) throws SQLException {
    if (executor == null) {
      throw Misuse.noExecutor();
    }
    if (ended.compareAndSet(false, true)) {
      closed = true;
      try {
        pilot.closing();
        for (Side side : new Side[] {sides.primary(), sides.replica()}) {
          if (side != null) {
            side.pg.abort(executor);
          }
        }
        sides.close(false);
      } finally {
        onClose.run();
      }
    }
  }

  /** A class for a type of the server, as pgjdbc's connection takes it. */
  void addDataType(String type, Class<? extends PGobject> named) throws SQLException {
    checkOpen();
    sides.addDataType(type, named);
  }

  /**
   * Pgjdbc's own connection: the open transaction's, or the one to the primary, to which this is
   * pinned from then on: of what happens on it no more is seen here than that the session has seen
   * the primary.
   */
  PgConnection ownConnection() throws SQLException {
    checkOpen();
    pilot.requirePassage();
    Side open = sides.inTransaction();
    if (open == null || open.use == Use.PRIMARY) {
      pilot.pin();
      open = open == null ? pilot.primarySide() : open;
    }
    pilot.watch(open);
    return open.handOut(PgConnection.class);
  }

  /**
   * Gives {@code MeridianConnection}; or {@code PGConnection}, which pins to the primary when it is
   * used for what is not seen here; or pgjdbc's own connection, which pins at once. What is set on
   * this connection from then on is set on the one to the primary at once, but for the client info.
   */
  @Override
  public <T> T unwrap(Class<T> iface) throws SQLException {
    checkOpen();
    if (iface.isInstance(this)) {
      return iface.cast(this);
    }
    if (iface == PGConnection.class) {
      return iface.cast(OwnConnection.of(this));
    }
    if (!iface.isAssignableFrom(PgConnection.class)) {
      throw Misuse.cannotUnwrap(iface);
    }
    return iface.cast(ownConnection());
  }

  @Override
  public boolean isWrapperFor(Class<?> iface) throws SQLException {
    checkOpen();
    return iface.isInstance(this) || iface.isAssignableFrom(PgConnection.class);
  }
}
