package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.session.SeenState;
import java.sql.ClientInfoStatus;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLState;

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
  private @Nullable SQLWarning ownWarning;

  // Once true this is always true.
  volatile boolean closed;

  RememberingConnection(World world, SeenState seen, NodeConnections connections) {
    this.world = world;
    this.state =
        new ConnectionState(
            PGProperty.READ_ONLY.getBoolean(world.target().properties()),
            world.searchPath(),
            world.defaultClientInfo(ConnectionState.APPLICATION_NAME));
    this.sides = new Sides(connections, world.monitor());
    this.pilot = new Pilot(world, seen, sides, state);
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
    }
  }

  @Override
  public void setAutoCommit(boolean value) throws SQLException {
    checkOpen();
    Side open = sides.inTransaction();
    if (open != null && value != state.autoCommit()) {
      open.connection.setAutoCommit(value);
      pilot.logbook().transactionEnded(open);
    }
    if (value) {
      state.committed();
    }
    state.setAutoCommit(value);
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
    return pilot.metadataSide().pg.getTransactionIsolation();
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
    Side open = sides.inTransaction();
    if (open != null) {
      SqlSetting.searchPath(schema).applyTo(open.pg);
    }
    state.setSchema(schema, open != null || !state.autoCommit());
    if (open != null) {
      state.appliedTo(open, ConnectionState.SCHEMA);
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
    return set == null ? world.socketTimeoutMillis() : set;
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    state.set("typeMap", physical -> physical.setTypeMap(map));
    applyToOpenTransaction();
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    if (closed) {
      throw new SQLClientInfoException(
          GT.tr("This connection has been closed."),
          Map.of(name, ClientInfoStatus.REASON_UNKNOWN),
          Misuse.connectionClosed());
    }
    if (!name.equals(ConnectionState.APPLICATION_NAME)) {
      addWarning(
          new SQLWarning(
              GT.tr("ClientInfo property not supported."), PSQLState.NOT_IMPLEMENTED.getState()));
      return;
    }
    String text = value == null ? "" : value;
    Side open = sides.inTransaction();
    if (open != null) {
      open.pg.setClientInfo(name, text);
    }
    state.setApplicationName(text, open != null);
    if (open != null) {
      state.appliedTo(open, ConnectionState.APPLICATION_NAME);
    }
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    if (closed) {
      Map<String, ClientInfoStatus> failed = new HashMap<>();
      properties
          .stringPropertyNames()
          .forEach(name -> failed.put(name, ClientInfoStatus.REASON_UNKNOWN));
      throw new SQLClientInfoException(
          GT.tr("This connection has been closed."), failed, Misuse.connectionClosed());
    }
    setClientInfo(
        ConnectionState.APPLICATION_NAME, properties.getProperty(ConnectionState.APPLICATION_NAME));
  }

  @Override
  public @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return name.equals(ConnectionState.APPLICATION_NAME) ? applicationName() : null;
  }

  private @Nullable String applicationName() throws SQLException {
    Side open = sides.inTransaction();
    // Pinned, it is asked where what was set last has been made first.
    Side told = open == null && pilot.isPinned() ? pilot.primarySide() : open;
    if (told != null && !told.isClosed()) {
      // A text may have set another, which the server reports with every change.
      return told.pg.getClientInfo(ConnectionState.APPLICATION_NAME);
    }
    String set = state.applicationName();
    return set == null ? world.defaultClientInfo(ConnectionState.APPLICATION_NAME) : set;
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    checkOpen();
    Properties all = new Properties();
    String application = applicationName();
    if (application != null) {
      all.setProperty(ConnectionState.APPLICATION_NAME, application);
    }
    return all;
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
    Side last = pilot.lastSide();
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
    Side last = pilot.lastSide();
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
