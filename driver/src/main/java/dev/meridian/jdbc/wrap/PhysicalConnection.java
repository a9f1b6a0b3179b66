package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.TopologyMonitor;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.postgresql.util.PGobject;

/**
 * A connection in a node's pool. All but {@link #isValid} is pgjdbc's: whether the node lives is
 * what its probe knows already, and asking again would cost every borrower a round trip. Threadsafe
 * as pgjdbc's connection is.
 */
final class PhysicalConnection extends ForwardingConnection {

  private final Connection connection;
  private final NodeState node;
  private final Use use;
  private final TopologyMonitor monitor;
  private final BooleanSupplier isAsNew;

  // Nothing makes pgjdbc forget one.
  private final Map<String, Class<? extends PGobject>> dataTypes = new HashMap<>();

  /**
   * Wraps one.
   *
   * @param isAsNew whether a new one would be given the same settings
   */
  PhysicalConnection(
      Connection connection,
      NodeState node,
      Use use,
      TopologyMonitor monitor,
      BooleanSupplier isAsNew) {
    this.connection = connection;
    this.node = node;
    this.use = use;
    this.monitor = monitor;
    this.isAsNew = isAsNew;
  }

  /**
   * Whether the server behind it still runs, in the role in which it was opened or promoted since,
   * was never lost since, and its session has what a new one would have.
   */
  boolean isCurrent() {
    NodeState now = monitor.topology().of(node.node());
    return node.isSameRun(now)
        && (node.role() == now.role() || (use == Use.PRIMARY && now.role() == Role.PRIMARY))
        && now.upSinceNanos() == node.upSinceNanos()
        && isAsNew.getAsBoolean();
  }

  /** The classes that it was told for types of the server; for who has borrowed it. */
  Map<String, Class<? extends PGobject>> dataTypes() {
    return dataTypes;
  }

  @Override
  public boolean isValid(int timeout) throws SQLException {
    return !connection.isClosed() && isCurrent();
  }

  @Override
  protected Connection delegate() {
    return connection;
  }

  @Override
  protected Array wrap(Array own) {
    return own;
  }

  @Override
  public void abort(Executor executor) {
    try {
      connection.abort(executor);
    } catch (SQLException e) {
      // It is given up in any case; the socket dies with it.
      System.getLogger(PhysicalConnection.class.getName())
          .log(System.Logger.Level.TRACE, "a connection did not abort", e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  @Override
  public boolean isClosed() throws SQLException {
    return connection.isClosed();
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    return connection.getMetaData();
  }

  @Override
  public Statement createStatement() throws SQLException {
    return connection.createStatement();
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    return connection.createStatement(type, concurrency);
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    return connection.createStatement(type, concurrency, holdability);
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    return connection.prepareCall(sql);
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    return connection.prepareCall(sql, type, concurrency);
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return connection.prepareCall(sql, type, concurrency, holdability);
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
    return connection.prepareStatement(sql, keys);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    return connection.prepareStatement(sql, type, concurrency);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return connection.prepareStatement(sql, type, concurrency, holdability);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
    return connection.prepareStatement(sql, columns);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
    return connection.prepareStatement(sql, columns);
  }

  @Override
  public void setClientInfo(String name, String value) throws SQLClientInfoException {
    connection.setClientInfo(name, value);
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    connection.setClientInfo(properties);
  }

  @Override
  public <T> T unwrap(Class<T> iface) throws SQLException {
    return iface.isInstance(this) ? iface.cast(this) : connection.unwrap(iface);
  }

  @Override
  public boolean isWrapperFor(Class<?> iface) throws SQLException {
    return iface.isInstance(this) || connection.isWrapperFor(iface);
  }
}
