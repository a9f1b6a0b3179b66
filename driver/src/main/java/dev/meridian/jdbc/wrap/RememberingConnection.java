package dev.meridian.jdbc.wrap;

import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * The state of a logical connection that is set through JDBC: remembered without touching the
 * network, put to the open transaction at once, which may refuse it, and kept for every physical
 * connection to come.
 *
 * <p>Not threadsafe, but for {@link #closed}.
 */
abstract class RememberingConnection extends ForwardingConnection {

  final World world;
  final Sides sides;
  final ConnectionState state;
  final Pilot pilot;
  private final ClientInfo clientInfo;
  private @Nullable SQLWarning ownWarning;

  // Once true this is always true.
  volatile boolean closed;

  RememberingConnection(World world, SessionMemory session, NodeConnections connections) {
    this.world = world;
    this.state =
        new ConnectionState(
            PGProperty.READ_ONLY.getBoolean(world.target().properties()),
            world.urlDefaults().searchPath(),
            world.urlDefaults().defaultClientInfo(ConnectionState.APPLICATION_NAME));
    this.sides = new Sides(connections, world);
    this.pilot = new Pilot(world, session, sides, state);
    this.clientInfo = new ClientInfo(world, sides, state, pilot);
  }

  Pilot pilot() {
    return pilot;
  }

  World world() {
    return world;
  }

  void checkOpen() throws SQLException {
    if (closed) {
      throw Misuse.connectionClosed();
    }
    if (sides.isSourceClosed()) {
      throw new SQLException("the data source of this connection is closed", "08003");
    }
  }

  private void applyToOpenTransaction() throws SQLException {
    Side open = sides.inTransaction();
    if (open != null) {
      state.applyTo(open);
    } else {
      applyToHandedOut();
    }
  }

  /**
   * A {@code COPY}, say, may come next on pgjdbc's own connection, which nobody asks here first.
   */
  private void applyToHandedOut() throws SQLException {
    Side home = sides.primary();
    if (home != null && home.isHandedOut() && !home.isClosed()) {
      state.applyTo(home);
    }
  }

  @Override
  public void setAutoCommit(boolean value) throws SQLException {
    checkOpen();
    Side open = sides.inTransaction();
    if (open != null && value != state.autoCommit() && pilot.isLost(open)) {
      // It would have been committed by that.
      state.rolledBack();
      pilot.forgetLost(open);
      state.setAutoCommit(value);
      throw Failures.transactionLost(open.node, null);
    }
    if (open != null && value != state.autoCommit()) {
      pilot.requirePassage(open);
      try {
        open.connection.setAutoCommit(value);
      } catch (SQLException e) {
        if (Failures.isLostConnection(e)) {
          throw commitLost(open, e);
        }
        throw e;
      } finally {
        pilot.logbook().transactionEnded(open);
      }
    }
    if (value) {
      state.committed();
    }
    state.setAutoCommit(value);
    applyToHandedOut();
  }

  /** The connection was lost under a commit; the logical one goes on without it. */
  protected final SQLException commitLost(Side open, SQLException cause) throws SQLException {
    state.rolledBack();
    world.suspect(open.node, cause);
    open.lose();
    pilot.forgetLost(open);
    return Failures.commitUnknown(open.node, cause);
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    checkOpen();
    return state.autoCommit();
  }

  @Override
  public void setReadOnly(boolean value) throws SQLException {
    checkOpen();
    Side open = sides.inTransaction();
    if (open != null) {
      open.connection.setReadOnly(value);
    } else if (state.isTransactionBegun()) {
      throw Misuse.inTransaction("read-only property");
    }
    state.setReadOnly(value);
    applyToHandedOut();
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    checkOpen();
    return state.readOnly();
  }

  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    checkOpen();
    if (level != TRANSACTION_READ_UNCOMMITTED
        && level != TRANSACTION_READ_COMMITTED
        && level != TRANSACTION_REPEATABLE_READ
        && level != TRANSACTION_SERIALIZABLE) {
      throw Misuse.isolation(level);
    }
    Side open = sides.inTransaction();
    if (open != null) {
      open.connection.setTransactionIsolation(level);
    } else if (state.isTransactionBegun()) {
      throw Misuse.inTransaction("isolation level");
    }
    state.setIsolation(level);
    applyToHandedOut();
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    checkOpen();
    Integer set = state.isolation();
    Side open = sides.inTransaction();
    if (open != null || pilot.isPinned()) {
      // A text may have set another.
      return (open == null ? pilot.primarySide() : open).pg.getTransactionIsolation();
    }
    return set == null ? world.defaultIsolation(this::askIsolation) : set;
  }

  private int askIsolation() throws SQLException {
    return pilot.ahead().forMetadata().pg.getTransactionIsolation();
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    checkOpen();
    if (!Misuse.isHoldability(holdability)) {
      throw Misuse.holdability(holdability);
    }
    state.setHoldability(holdability);
    applyToOpenTransaction();
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    Integer set = state.holdability();
    return set == null ? ResultSet.CLOSE_CURSORS_AT_COMMIT : set;
  }

  @Override
  public void setCatalog(String catalog) throws SQLException {
    // pgjdbc ignores it: a connection stays in its database.
    checkOpen();
  }

  @Override
  public String getCatalog() throws SQLException {
    checkOpen();
    return world.target().database();
  }

  @Override
  public void setSchema(@Nullable String schema) throws SQLException {
    checkOpen();
    pilot.requireSession("setSchema");
    Side open = sides.inTransaction();
    if (open != null) {
      SqlSetting.searchPath(schema).applyTo(open.pg);
    }
    state.setSchema(schema, open != null || !state.autoCommit());
    if (open != null) {
      state.appliedTo(open, ConnectionState.SCHEMA);
    } else {
      applyToHandedOut();
    }
  }

  @Override
  public void setNetworkTimeout(@Nullable Executor executor, int millis) throws SQLException {
    checkOpen();
    if (millis < 0) {
      throw Misuse.networkTimeout();
    }
    state.setNetworkTimeout(millis);
    applyToOpenTransaction();
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    checkOpen();
    Integer set = state.networkTimeout();
    return set == null ? world.urlDefaults().socketTimeoutMillis() : set;
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    state.set("typeMap", physical -> physical.setTypeMap(map));
    applyToOpenTransaction();
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    if (closed) {
      throw ClientInfo.closed(Set.of(name));
    }
    SQLWarning warning = clientInfo.set(name, value);
    if (warning != null) {
      addWarning(warning);
    }
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    if (closed) {
      throw ClientInfo.closed(properties.stringPropertyNames());
    }
    clientInfo.set(properties);
  }

  @Override
  public @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return clientInfo.get(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    checkOpen();
    return clientInfo.get();
  }

  private void addWarning(SQLWarning warning) {
    if (ownWarning == null) {
      ownWarning = warning;
    } else {
      ownWarning.setNextWarning(warning);
    }
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    if (pilot.logbook().memory().tellsOfLoss()) {
      addWarning(
          new SQLWarning(
              "what this session had read or written last was lost with an old primary", "01000"));
    }
    Side last = pilot.runner().lastSide();
    SQLWarning fromServer = last == null ? null : last.pg.getWarnings();
    SQLWarning own = ownWarning;
    if (own == null) {
      return fromServer;
    }
    if (fromServer != null && own.getNextWarning() != fromServer) {
      own.setNextWarning(fromServer);
    }
    return own;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    ownWarning = null;
    Side last = pilot.runner().lastSide();
    if (last != null) {
      last.pg.clearWarnings();
    }
  }

  @Override
  public void beginRequest() {
    // Nothing is done for a request as a whole.
  }

  @Override
  public void endRequest() {
    // Nothing is done for a request as a whole.
  }
}
