package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.RouteReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement that goes where its route says: at each execution to a physical statement on the side
 * that the {@link Pilot} names. A write in autocommit brings the primary's position along.
 *
 * <p>Not threadsafe, but for {@link #cancel}.
 */
class RoutedStatement extends TunedStatement {

  private @Nullable ResultSet keysOfWrite;
  private boolean batchOpen;
  private @Nullable RoutedResultSet handedOut;

  RoutedStatement(StatementPlan plan) {
    super(plan);
  }

  /** A statement that pgjdbc opened on its own, such as that of a metadata result. */
  RoutedStatement(RoutedConnection connection, Statement physical) {
    this(new StatementPlan(connection, "", (any, text) -> physical, false, GeneratedKeys.NONE));
    own(physical);
  }

  /** Executes a text where it belongs. */
  final <R> R run(String sql, StatementCall<Statement, R> call) throws SQLException {
    return run(new StatementRun<>(this, sql, GeneratedKeys.BY_NUMBER, call, null));
  }

  /**
   * Executes a text where it belongs; one that writes in autocommit brings the position along.
   *
   * @param call executes it as it is
   * @param execution the same in a way that JDBC knows
   */
  final <R> R run(
      String sql, GeneratedKeys keys, StatementCall<Statement, R> call, Execution<R> execution)
      throws SQLException {
    return run(new StatementRun<>(this, sql, keys, call, execution));
  }

  /** Executes a text of its own; pgjdbc refuses one on what was prepared, so that has its say. */
  private <R> R runText(
      String sql, GeneratedKeys keys, StatementCall<Statement, R> call, Execution<R> execution)
      throws SQLException {
    return run(new StatementRun<>(this, sql, keys, call, plan.sql().isEmpty() ? execution : null));
  }

  private <R> R run(StatementRun<R> run) throws SQLException {
    checkOpen();
    if (connection.isClosed() && handedOut != null) {
      // As any execution ends the results of the one before.
      handedOut.delegate().close();
    }
    connection.checkOpen();
    keysOfWrite = null;
    return connection.pilot().run(run);
  }

  /** An execution of a text, or of what was prepared. */
  final <R> StatementRun<R> work(String sql, StatementCall<Statement, R> call) {
    return new StatementRun<>(this, sql, GeneratedKeys.BY_NUMBER, call, null);
  }

  /** The physical statement on that side, ready for an execution that is likely to come there. */
  final Statement attachAhead(Side likely) throws SQLException {
    StatementRun<Integer> update =
        new StatementRun<>(this, plan.sql(), plan.keys(), any -> 0, Execution.UPDATE);
    String text = connection.pilot().carryingText(likely, update);
    return attach(likely, text == null ? plan.sql() : text);
  }

  /** What a write brought along is what its generated keys are asked for. */
  final void keepKeys(ResultSet keys) {
    keysOfWrite = keys;
  }

  /** Whether another physical statement may take the place of the one there is. */
  boolean mayReopen(Side there) {
    return true;
  }

  /** Why this statement can run on the primary alone whatever its text says, or null. */
  @Nullable RouteReason whyPrimaryOnly() {
    if (plan.updatable()) {
      return RouteReason.UPDATABLE;
    }
    return batchOpen ? RouteReason.WRITE : null;
  }

  @Override
  protected ResultSet wrap(ResultSet own) {
    RoutedResultSet last = handedOut;
    if (last == null || last.delegate() != own) {
      last = new RoutedResultSet(connection, this, own);
      handedOut = last;
    }
    return last;
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    return wrap(
        runText(
            sql, GeneratedKeys.NONE, statement -> statement.executeQuery(sql), Execution.QUERY));
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    return runText(sql, GeneratedKeys.NONE, statement -> statement.execute(sql), Execution.ANY);
  }

  @Override
  public boolean execute(String sql, int keys) throws SQLException {
    return runText(
        sql, GeneratedKeys.of(keys), statement -> statement.execute(sql, keys), Execution.ANY);
  }

  @Override
  public boolean execute(String sql, int[] columns) throws SQLException {
    return runText(
        sql,
        GeneratedKeys.of(columns),
        statement -> statement.execute(sql, columns),
        Execution.ANY);
  }

  @Override
  public boolean execute(String sql, String[] columns) throws SQLException {
    return runText(
        sql,
        GeneratedKeys.of(columns),
        statement -> statement.execute(sql, columns),
        Execution.ANY);
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    return runText(
        sql, GeneratedKeys.NONE, statement -> statement.executeUpdate(sql), Execution.UPDATE);
  }

  @Override
  public int executeUpdate(String sql, int keys) throws SQLException {
    return runText(
        sql,
        GeneratedKeys.of(keys),
        statement -> statement.executeUpdate(sql, keys),
        Execution.UPDATE);
  }

  @Override
  public int executeUpdate(String sql, int[] columns) throws SQLException {
    return runText(
        sql,
        GeneratedKeys.of(columns),
        statement -> statement.executeUpdate(sql, columns),
        Execution.UPDATE);
  }

  @Override
  public int executeUpdate(String sql, String[] columns) throws SQLException {
    return runText(
        sql,
        GeneratedKeys.of(columns),
        statement -> statement.executeUpdate(sql, columns),
        Execution.UPDATE);
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    return runText(
        sql,
        GeneratedKeys.NONE,
        statement -> statement.executeLargeUpdate(sql),
        Execution.LARGE_UPDATE);
  }

  @Override
  public long executeLargeUpdate(String sql, int keys) throws SQLException {
    return runText(
        sql,
        GeneratedKeys.of(keys),
        statement -> statement.executeLargeUpdate(sql, keys),
        Execution.LARGE_UPDATE);
  }

  @Override
  public long executeLargeUpdate(String sql, int[] columns) throws SQLException {
    return runText(
        sql,
        GeneratedKeys.of(columns),
        statement -> statement.executeLargeUpdate(sql, columns),
        Execution.LARGE_UPDATE);
  }

  @Override
  public long executeLargeUpdate(String sql, String[] columns) throws SQLException {
    return runText(
        sql,
        GeneratedKeys.of(columns),
        statement -> statement.executeLargeUpdate(sql, columns),
        Execution.LARGE_UPDATE);
  }

  /** A batch stays where it was begun: on the primary, or in the open transaction. */
  final Statement batch(String sql) throws SQLException {
    checkOpen();
    connection.checkOpen();
    connection.pilot().note(sql);
    batchOpen = true;
    return attach(connection.pilot().ahead().forPieces());
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    batch(sql).addBatch(sql);
  }

  @Override
  public void clearBatch() throws SQLException {
    Statement own = physical();
    if (own != null) {
      own.clearBatch();
    }
    batchOpen = false;
  }

  @Override
  public int[] executeBatch() throws SQLException {
    checkOpen();
    if (!batchOpen) {
      return new int[0];
    }
    try {
      return run(BATCH, Statement::executeBatch);
    } finally {
      batchOpen = false;
    }
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    if (!batchOpen) {
      return new long[0];
    }
    try {
      return run(BATCH, Statement::executeLargeBatch);
    } finally {
      batchOpen = false;
    }
  }

  // No statement that the classifier knows, as a batch may hold anything.
  private static final String BATCH = "batch";

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    ResultSet keys = keysOfWrite;
    if (keys == null) {
      return super.getGeneratedKeys();
    }
    checkOpen();
    return wrap(keys);
  }

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    if (physical() == null) {
      checkOpen();
      return null;
    }
    return super.getResultSet();
  }

  @Override
  public int getUpdateCount() throws SQLException {
    if (physical() == null) {
      checkOpen();
      return -1;
    }
    return super.getUpdateCount();
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    if (physical() == null) {
      checkOpen();
      return -1;
    }
    return super.getLargeUpdateCount();
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    if (physical() == null) {
      checkOpen();
      return null;
    }
    return super.getWarnings();
  }

  @Override
  public void clearWarnings() throws SQLException {
    if (physical() != null) {
      super.clearWarnings();
    }
  }
}
