package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Route;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.topology.NodeState;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.ClientInfoStatus;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;

/**
 * A logical connection: bound to no server until its first statement, then to at most one
 * connection to the primary and one to a replica.
 *
 * <p>Not threadsafe, as a JDBC connection is not, but for {@link #abort}, {@link #close} and {@link
 * Statement#cancel}.
 */
public final class RoutedConnection extends ForwardingConnection implements MeridianConnection {

  private final World world;
  private final Sides sides;
  private final ConnectionState state;
  private final Pilot pilot;
  private final Runnable onClose;
  private final Properties clientInfo = new Properties();

  private volatile boolean closed;

  /**
   * A connection of a session; touches no network.
   *
   * @param onClose runs once, when the connection is closed or aborted
   */
  public RoutedConnection(
      World world, SeenState seen, NodeConnections connections, Runnable onClose) {
    this.world = world;
    this.state = new ConnectionState(PGProperty.READ_ONLY.getBoolean(world.target().properties()));
    this.sides = new Sides(connections, world.monitor());
    this.pilot = new Pilot(world, seen, sides, state);
    this.onClose = onClose;
  }

  @Override
  public @Nullable Route lastRoute() {
    return pilot.lastRoute();
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
  }

  @Override
  protected Connection delegate() throws SQLException {
    checkOpen();
    return pilot.metadataSide().connection;
  }

  @Override
  protected Array wrap(Array own) {
    return new RoutedArray(this, own);
  }

  // Statements

  private static boolean updatable(int concurrency) {
    return concurrency == ResultSet.CONCUR_UPDATABLE;
  }

  private Statement plain(boolean updatable, StatementPlan.Opener opener) throws SQLException {
    checkOpen();
    return new RoutedStatement(new StatementPlan(this, "", opener, updatable));
  }

  @Override
  public Statement createStatement() throws SQLException {
    return plain(false, Connection::createStatement);
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    return plain(updatable(concurrency), physical -> physical.createStatement(type, concurrency));
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    return plain(
        updatable(concurrency),
        physical -> physical.createStatement(type, concurrency, holdability));
  }

  private PreparedStatement prepared(
      String sql, boolean updatable, StatementPlan.Opener preparation) throws SQLException {
    checkOpen();
    return new RoutedPreparedStatement(new StatementPlan(this, sql, preparation, updatable));
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    return prepared(sql, false, physical -> physical.prepareStatement(sql));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
    return prepared(sql, false, physical -> physical.prepareStatement(sql, keys));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
    return prepared(sql, false, physical -> physical.prepareStatement(sql, columns));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
    return prepared(sql, false, physical -> physical.prepareStatement(sql, columns));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    return prepared(
        sql, updatable(concurrency), physical -> physical.prepareStatement(sql, type, concurrency));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return prepared(
        sql,
        updatable(concurrency),
        physical -> physical.prepareStatement(sql, type, concurrency, holdability));
  }

  private CallableStatement call(String sql, StatementPlan.Opener preparation) throws SQLException {
    checkOpen();
    return new RoutedCallableStatement(new StatementPlan(this, sql, preparation, false));
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    return call(sql, physical -> physical.prepareCall(sql));
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    return call(sql, physical -> physical.prepareCall(sql, type, concurrency));
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return call(sql, physical -> physical.prepareCall(sql, type, concurrency, holdability));
  }

  // Transactions

  @Override
  public void commit() throws SQLException {
    checkManual("commit");
    Side open = sides.inTransaction();
    if (open == null) {
      return;
    }
    try {
      open.connection.commit();
    } catch (SQLException e) {
      if (Failures.isLostConnection(e)) {
        world.suspect(open.node, e);
        throw new SQLException(
            "the connection to "
                + open.node.node()
                + " was lost while COMMIT was under way: whether it happened is not known",
            "08007",
            e);
      }
      throw e;
    } finally {
      pilot.transactionEnded(open);
    }
  }

  @Override
  public void rollback() throws SQLException {
    checkManual("rollback");
    Side open = sides.inTransaction();
    if (open == null) {
      return;
    }
    try {
      open.connection.rollback();
    } finally {
      pilot.transactionEnded(open);
    }
  }

  private void checkManual(String verb) throws SQLException {
    checkOpen();
    if (state.autoCommit()) {
      throw new SQLException("Cannot " + verb + " when autoCommit is enabled.", "25P01");
    }
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    checkOpen();
    return pilot.pieceSide().connection.setSavepoint();
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    checkOpen();
    return pilot.pieceSide().connection.setSavepoint(name);
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    checkOpen();
    pilot.pieceSide().connection.rollback(savepoint);
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    checkOpen();
    pilot.pieceSide().connection.releaseSavepoint(savepoint);
  }

  // State: remembered, and put to the open transaction at once, which may refuse it

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
    state.set("schema", physical -> physical.setSchema(schema));
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

  // The connection itself

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    checkOpen();
    return new RoutedDatabaseMetaData(this);
  }

  /** Whether the next statement has a node to go to; costs no round trip. */
  @Override
  public boolean isValid(int timeoutSeconds) throws SQLException {
    if (timeoutSeconds < 0) {
      throw new SQLException("the timeout must not be negative: " + timeoutSeconds, "22023");
    }
    if (closed) {
      return false;
    }
    Side home = sides.primary();
    if (home != null && (pilot.isPinned() || home.isInTransaction())) {
      NodeState now = world.monitor().topology().nodes().get(home.node.node().index());
      return !home.isClosed() && now.up() && home.isCurrent(world.monitor().topology());
    }
    return world.monitor().topology().isUsable();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      try {
        pilot.closing();
        sides.close(!pilot.isPinned() && clientInfo.isEmpty());
      } finally {
        onClose.run();
      }
    }
  }

  @Override
  public void abort(@Nullable Executor executor) throws SQLException {
    if (executor == null) {
      throw new SQLException("abort needs an executor", "22023");
    }
    if (!closed) {
      closed = true;
      try {
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

  /**
   * Gives {@code MeridianConnection}, or pgjdbc's own connection. The latter is the open
   * transaction's, or the one to the primary, to which the connection is pinned from then on: what
   * happens on it is not seen here.
   */
  @Override
  public <T> T unwrap(Class<T> iface) throws SQLException {
    if (iface.isInstance(this)) {
      return iface.cast(this);
    }
    checkOpen();
    if (!iface.isAssignableFrom(PgConnection.class)) {
      throw new SQLException("Cannot unwrap to " + iface.getName(), "22023");
    }
    Side open = sides.inTransaction();
    if (open == null) {
      pilot.pin();
      open = pilot.primarySide();
    }
    return iface.cast(open.connection.unwrap(PgConnection.class));
  }

  @Override
  public boolean isWrapperFor(Class<?> iface) {
    return iface.isInstance(this) || iface.isAssignableFrom(PgConnection.class);
  }
}
