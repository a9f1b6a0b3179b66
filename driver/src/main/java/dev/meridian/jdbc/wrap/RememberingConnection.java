package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.session.SeenState;
import java.sql.ClientInfoStatus;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Map;
import java.util.Properties;
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
  final Properties clientInfo = new Properties();

  // Once true this is always true.
  volatile boolean closed;

  RememberingConnection(World world, SeenState seen, NodeConnections connections) {
    this.world = world;
    this.state =
        new ConnectionState(
            PGProperty.READ_ONLY.getBoolean(world.target().properties()), world.searchPath());
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
      throw new SQLException("This connection has been closed.", "08003");
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
      pilot.transactionEnded(open);
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
      throw new SQLException("Transaction isolation level " + level + " not supported.", "0A000");
    }
    Side open = sides.inTransaction();
    if (open != null) {
      open.connection.setTransactionIsolation(level);
    }
    state.setIsolation(level);
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    checkOpen();
    Integer set = state.isolation();
    return set == null ? world.defaultIsolation(this::askIsolation) : set;
  }

  private int askIsolation() throws SQLException {
    return pilot.metadataSide().connection.getTransactionIsolation();
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    checkOpen();
    if (holdability != ResultSet.CLOSE_CURSORS_AT_COMMIT
        && holdability != ResultSet.HOLD_CURSORS_OVER_COMMIT) {
      throw new SQLException("Unknown ResultSet holdability setting: " + holdability, "22023");
    }
    state.setHoldability(holdability);
    applyToOpenTransaction();
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    Integer set = state.holdability();
    return set == null ? ResultSet.HOLD_CURSORS_OVER_COMMIT : set;
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
    state.setSchema(schema);
    applyToOpenTransaction();
  }

  @Override
  public void setNetworkTimeout(@Nullable Executor executor, int millis) throws SQLException {
    checkOpen();
    if (millis < 0) {
      throw new SQLException(
          "Network timeout must be a value greater than or equal to 0, not " + millis, "22023");
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
    checkOpen();
    state.set("typeMap", physical -> physical.setTypeMap(map));
    applyToOpenTransaction();
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    if (closed) {
      throw new SQLClientInfoException(
          "This connection has been closed.",
          "08003",
          Map.of(name, ClientInfoStatus.REASON_UNKNOWN));
    }
    if (value == null) {
      clientInfo.remove(name);
    } else {
      clientInfo.setProperty(name, value);
    }
    state.set("clientInfo." + name, physical -> physical.setClientInfo(name, value));
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    for (String name : properties.stringPropertyNames()) {
      setClientInfo(name, properties.getProperty(name));
    }
  }

  @Override
  public @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return clientInfo.containsKey(name)
        ? clientInfo.getProperty(name)
        : world.defaultClientInfo(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    checkOpen();
    Properties all = new Properties();
    String application = getClientInfo("ApplicationName");
    if (application != null) {
      all.setProperty("ApplicationName", application);
    }
    all.putAll(clientInfo);
    return all;
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    Side last = pilot.lastSide();
    return last == null ? null : last.connection.getWarnings();
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    Side last = pilot.lastSide();
    if (last != null) {
      last.connection.clearWarnings();
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
