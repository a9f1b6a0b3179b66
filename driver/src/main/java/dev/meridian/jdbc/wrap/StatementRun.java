package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.wrap.PositionedWrite.Outcome;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One execution of a {@link RoutedStatement}, wherever it is sent. Not threadsafe. */
final class StatementRun<R> implements Work<R> {

  private final RoutedStatement statement;
  private final String sql;
  private final GeneratedKeys keys;
  private final StatementCall<Statement, R> call;
  private final @Nullable Execution<R> execution;

  /**
   * One execution.
   *
   * @param call executes it as it is
   * @param execution the same in a way that JDBC knows, or null for what must run as it is
   */
  StatementRun(
      RoutedStatement statement,
      String sql,
      GeneratedKeys keys,
      StatementCall<Statement, R> call,
      @Nullable Execution<R> execution) {
    this.statement = statement;
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
    return statement.whyPrimaryOnly();
  }

  @Override
  public StatementWait waiting() {
    return statement.waiting;
  }

  @Override
  public R on(Side there) throws SQLException {
    return call.on(statement.attach(there));
  }

  @Override
  public boolean isPositionable(Side there) {
    return execution != null
        && !(keys.areWanted() && execution == Execution.QUERY)
        && statement.whyPrimaryOnly() == null
        && !statement.forcesBinary()
        && PositionedWrite.fits(sql, keys)
        && statement.mayReopen(there);
  }

  @Override
  public String positionedText(PositionedConnection positioned, WalQuestion question)
      throws SQLException {
    return PositionedWrite.text(sql, keys, question, positioned);
  }

  @Override
  public Outcome<R> positionedOn(Side there, PositionedConnection positioned, WalQuestion question)
      throws SQLException {
    Execution<R> way = Objects.requireNonNull(execution);
    String text = positionedText(positioned, question);
    boolean prepared = !statement.plan.sql().isEmpty();
    Statement own = statement.attach(there, prepared ? text : "");
    if (!keys.areWanted()) {
      return PositionedWrite.on(
          positioned, () -> prepared ? way.of((PreparedStatement) own) : way.of(own, text));
    }
    Outcome<Boolean> outcome =
        PositionedWrite.withKeys(
            positioned, () -> prepared ? ((PreparedStatement) own).execute() : own.execute(text));
    statement.keepKeys(own.getResultSet());
    own.getMoreResults(Statement.KEEP_CURRENT_RESULT);
    return new Outcome<>(way.afterKeys(own), outcome.answer());
  }

  @Override
  public boolean isLendable(Side there) {
    return execution == null
        || (!keys.areWanted()
            && !statement.forcesBinary()
            && LentSession.fits(sql)
            && statement.mayReopen(there));
  }

  @Override
  public R lentOn(Side there, LentSession lent, boolean autoCommit) throws SQLException {
    Execution<R> way = execution;
    if (way == null) {
      return on(there);
    }
    boolean prepared = !statement.plan.sql().isEmpty();
    String text = lent.text(sql, autoCommit);
    Statement own = statement.attach(there, prepared ? text : "");
    return LentRead.on(
        (PositionedConnection) there.pg,
        lent,
        autoCommit,
        () -> prepared ? way.of((PreparedStatement) own) : way.of(own, text));
  }

  @Override
  public List<String> labels() throws SQLException {
    Statement own = statement.physical();
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
}
