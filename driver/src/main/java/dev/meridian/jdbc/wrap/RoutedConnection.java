package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Route;
import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.Topology;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.Parser;
import org.postgresql.jdbc.EscapeSyntaxCallMode;
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
public final class RoutedConnection extends RememberingConnection implements MeridianConnection {

  private final Runnable onClose;
  private @Nullable DatabaseMetaData metaData;

  // Only whether an escape can be read is asked; that is the same for every server.
  private static final int CALL_SYNTAX_VERSION = 140_000;

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
    return pilot.metadataSide().pg;
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
    return new RoutedStatement(new StatementPlan(this, "", opener, updatable, GeneratedKeys.NONE));
  }

  @Override
  public Statement createStatement() throws SQLException {
    return plain(false, (physical, any) -> physical.createStatement());
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    checkOpen();
    Misuse.checkResultKind(type, concurrency);
    return plain(
        updatable(concurrency), (physical, any) -> physical.createStatement(type, concurrency));
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    checkOpen();
    Misuse.checkResultKind(type, concurrency, holdability);
    return plain(
        updatable(concurrency),
        (physical, any) -> physical.createStatement(type, concurrency, holdability));
  }

  /** Whether pgjdbc, which looks at the text at once, may find fault with it. */
  private static boolean mayNotParse(String sql) {
    return sql.indexOf('\'') >= 0
        || sql.indexOf('{') >= 0
        || sql.indexOf('"') >= 0
        || sql.indexOf('$') >= 0
        || sql.contains("/*");
  }

  private PreparedStatement prepared(
      String sql, boolean updatable, StatementPlan.Opener preparation) throws SQLException {
    return prepared(sql, updatable, GeneratedKeys.NONE, preparation);
  }

  private PreparedStatement prepared(
      String sql, boolean updatable, GeneratedKeys keys, StatementPlan.Opener preparation)
      throws SQLException {
    checkOpen();
    if (mayNotParse(sql)) {
      boolean standard = pilot.standardConformingStrings();
      String plain = Parser.replaceProcessing(sql, true, standard);
      Parser.parseJdbcSql(plain, standard, true, true, false, true);
    }
    return new RoutedPreparedStatement(new StatementPlan(this, sql, preparation, updatable, keys));
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    return prepared(sql, false, (physical, text) -> physical.prepareStatement(text));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
    return prepared(
        sql,
        false,
        GeneratedKeys.of(keys),
        (physical, text) -> physical.prepareStatement(text, keys));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int @Nullable [] columns)
      throws SQLException {
    if (columns == null || columns.length > 0) {
      checkOpen();
      throw Misuse.keysByIndex();
    }
    return prepared(sql, false, (physical, text) -> physical.prepareStatement(text, columns));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
    return prepared(
        sql,
        false,
        GeneratedKeys.of(columns),
        (physical, text) -> physical.prepareStatement(text, columns));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    checkOpen();
    Misuse.checkResultKind(type, concurrency);
    return prepared(
        sql,
        updatable(concurrency),
        (physical, text) -> physical.prepareStatement(text, type, concurrency));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkOpen();
    Misuse.checkResultKind(type, concurrency, holdability);
    return prepared(
        sql,
        updatable(concurrency),
        (physical, text) -> physical.prepareStatement(text, type, concurrency, holdability));
  }

  private CallableStatement call(String sql, StatementPlan.Opener preparation) throws SQLException {
    checkOpen();
    Parser.modifyJdbcCall(sql, true, CALL_SYNTAX_VERSION, EscapeSyntaxCallMode.SELECT);
    return new RoutedCallableStatement(
        new StatementPlan(this, sql, preparation, false, GeneratedKeys.NONE));
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    return call(sql, (physical, text) -> physical.prepareCall(text));
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    checkOpen();
    Misuse.checkResultKind(type, concurrency);
    return call(sql, (physical, text) -> physical.prepareCall(text, type, concurrency));
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkOpen();
    Misuse.checkResultKind(type, concurrency, holdability);
    return call(
        sql, (physical, text) -> physical.prepareCall(text, type, concurrency, holdability));
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
    return pilot.pieceSide();
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
    pilot.pieceSide().pg.rollback(savepoint);
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    checkOpen();
    pilot.pieceSide().pg.releaseSavepoint(savepoint);
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
