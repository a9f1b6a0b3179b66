package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.wrap.PositionedWrite.Outcome;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    return run(new Run<>(sql, GeneratedKeys.BY_NUMBER, call, null));
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
    return run(new Run<>(sql, keys, call, execution));
  }

  /** Executes a text of its own; pgjdbc refuses one on what was prepared, so that has its say. */
  private <R> R runText(
      String sql, GeneratedKeys keys, StatementCall<Statement, R> call, Execution<R> execution)
      throws SQLException {
    return run(new Run<>(sql, keys, call, plan.sql().isEmpty() ? execution : null));
  }

  private <R> R run(Run<R> run) throws SQLException {
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
  final <R> Run<R> work(String sql, StatementCall<Statement, R> call) {
    return new Run<>(sql, GeneratedKeys.BY_NUMBER, call, null);
  }

  /** One execution of this statement. */
  private final class Run<R> implements Work<R> {

    private final String sql;
    private final GeneratedKeys keys;
    private final StatementCall<Statement, R> call;
    private final @Nullable Execution<R> execution;

    Run(
        String sql,
        GeneratedKeys keys,
        StatementCall<Statement, R> call,
        @Nullable Execution<R> execution) {
      this.sql = sql;
      this.keys = keys;
      this.call = call;
      this.execution = execution;
    }

    @Override
    public String sql() {
      return sql;
    }

    @Override
    public @Nullable RouteReason primaryOnly() {
      return whyPrimaryOnly();
    }

    @Override
    public StatementWait waiting() {
      return waiting;
    }

    @Override
    public R on(Side there) throws SQLException {
      return call.on(attach(there));
    }

    @Override
    public boolean isPositionable(Side there) {
      return execution != null
          && !(keys.areWanted() && execution == Execution.QUERY)
          && whyPrimaryOnly() == null
          && !forcesBinary()
          && PositionedWrite.fits(sql, keys)
          && mayReopen(there);
    }

    @Override
    public String positionedText(PositionedConnection positioned, WalQuestion question)
        throws SQLException {
      return PositionedWrite.text(sql, keys, question, positioned);
    }

    @Override
    public Outcome<R> positionedOn(
        Side there, PositionedConnection positioned, WalQuestion question) throws SQLException {
      Execution<R> way = Objects.requireNonNull(execution);
      String text = positionedText(positioned, question);
      boolean prepared = !plan.sql().isEmpty();
      Statement own = attach(there, prepared ? text : "");
      if (!keys.areWanted()) {
        return PositionedWrite.on(
            positioned, () -> prepared ? way.of((PreparedStatement) own) : way.of(own, text));
      }
      Outcome<Boolean> outcome =
          PositionedWrite.withKeys(
              positioned, () -> prepared ? ((PreparedStatement) own).execute() : own.execute(text));
      keysOfWrite = own.getResultSet();
      own.getMoreResults(Statement.KEEP_CURRENT_RESULT);
      return new Outcome<>(way.afterKeys(own), outcome.answer());
    }

    @Override
    public boolean isLendable(Side there) {
      return execution == null
          || (!keys.areWanted() && !forcesBinary() && LentSession.fits(sql) && mayReopen(there));
    }

    @Override
    public R lentOn(Side there, LentSession lent, boolean autoCommit) throws SQLException {
      Execution<R> way = execution;
      if (way == null) {
        return on(there);
      }
      boolean prepared = !plan.sql().isEmpty();
      String text = lent.text(sql, autoCommit);
      Statement own = attach(there, prepared ? text : "");
      return LentRead.on(
          (PositionedConnection) there.pg,
          lent,
          autoCommit,
          () -> prepared ? way.of((PreparedStatement) own) : way.of(own, text));
    }

    @Override
    public List<String> labels() throws SQLException {
      return columnLabels();
    }
  }

  /** The physical statement on that side, ready for an execution that is likely to come there. */
  final Statement attachAhead(Side likely) throws SQLException {
    Run<Integer> update = new Run<>(plan.sql(), plan.keys(), any -> 0, Execution.UPDATE);
    String text = connection.pilot().carryingText(likely, update);
    return attach(likely, text == null ? plan.sql() : text);
  }

  /** Whether another physical statement may take the place of the one there is. */
  boolean mayReopen(Side there) {
    return true;
  }

  private List<String> columnLabels() throws SQLException {
    Statement own = physical();
    ResultSet rows = own == null ? null : own.getResultSet();
    if (rows == null) {
      return List.of();
    }
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      labels.add(rows.getMetaData().getColumnLabel(i));
    }
    return labels;
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
    return attach(connection.pilot().pieceSide());
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
