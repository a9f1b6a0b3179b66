package dev.meridian.jdbc.wrap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandler;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.TransactionState;
import org.postgresql.core.Tuple;
import org.postgresql.core.Utils;
import org.postgresql.jdbc.PgConnection;

/**
 * An autocommit write that brings back, in its own round trip, how far the primary's WAL was: sent
 * as a transaction of its own with the questions round its COMMIT. pgjdbc's statement sees its own
 * result alone, as it would have without.
 *
 * <ol>
 *   <li>The server's confirmation of the COMMIT decides: what fails after it is not the write's
 *       failure; then the position is not known.
 *   <li>What fails before it is the write's own failure, and the transaction is rolled back.
 *   <li>pgjdbc prepares a statement again whose plan or name is gone from the server, but not in
 *       such a text: that is done here, once, and only if nothing was committed.
 * </ol>
 *
 * <p>Not threadsafe; used for one execution.
 */
final class PositionedWrite implements InvocationHandler {

  private static final String BEGIN = "BEGIN;";
  private static final Pattern RETURNING =
      Pattern.compile("\\breturning\\b", Pattern.CASE_INSENSITIVE);

  private static final int WRITE = 1;
  private static final int BEFORE = 2;
  private static final int AFTER = 4;
  private static final int STATEMENTS = 5;

  private final QueryExecutor own;
  private final int moreFlags;
  private @Nullable WalAnswer answer;

  private PositionedWrite(QueryExecutor own, int moreFlags) {
    this.own = own;
    this.moreFlags = moreFlags;
  }

  /**
   * Whether a statement that changes rows can be sent so: it is a single one, with a semicolon at
   * its end or without, and what returns the keys can be added to it.
   */
  static boolean fits(String sql, GeneratedKeys keys) {
    return keys.byName()
        && withoutEnd(sql).indexOf(';') < 0
        && !(keys.areWanted() && RETURNING.matcher(sql).find());
  }

  private static String withoutEnd(String sql) {
    int end = sql.indexOf(';');
    return end < 0 || !sql.substring(end + 1).isBlank() ? sql : sql.substring(0, end);
  }

  /**
   * The text to prepare or execute in place of a write. Where keys are wanted it returns them
   * itself, since pgjdbc sees to that with a single statement only, and is to be executed by {@link
   * #withKeys}.
   *
   * @param sql one that {@link #fits}
   */
  static String text(String sql, GeneratedKeys keys, WalQuestion question, PgConnection connection)
      throws SQLException {
    return text(sql, keys, question, connection.getQueryExecutor().getQuoteReturningIdentifiers());
  }

  static String text(String sql, GeneratedKeys keys, WalQuestion question, boolean quoted)
      throws SQLException {
    StringBuilder text = new StringBuilder(BEGIN).append(withoutEnd(sql));
    if (keys.areWanted()) {
      text.append("\nRETURNING ");
      boolean all = keys.columns().equals(List.of("*"));
      for (String column : keys.columns()) {
        text.append(text.charAt(text.length() - 1) == ' ' ? "" : ", ");
        if (all || !quoted) {
          text.append(column);
        } else {
          Utils.escapeIdentifier(text, column);
        }
      }
    }
    return text.append("\n;")
        .append(WalQuestion.BEFORE)
        .append(";COMMIT;")
        .append(question.after())
        .toString();
  }

  /** What pgjdbc prints of a {@link #text}, without what was put round the write. */
  static String plainText(String printed) {
    int end = printed.lastIndexOf("\n;" + WalQuestion.BEFORE);
    return end < 0 || !printed.startsWith(BEGIN) ? printed : printed.substring(BEGIN.length(), end);
  }

  /** Executes a {@link #text} on that connection. */
  static <R> Outcome<R> on(PositionedConnection connection, Execution<R> execution)
      throws SQLException {
    return on(connection, 0, execution);
  }

  /**
   * Executes a text that returns keys: the statement's first result is then their rows, its second
   * the number of rows written.
   */
  static <R> Outcome<R> withKeys(PositionedConnection connection, Execution<R> execution)
      throws SQLException {
    return on(connection, QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS, execution);
  }

  private static <R> Outcome<R> on(
      PositionedConnection connection, int moreFlags, Execution<R> execution) throws SQLException {
    PositionedWrite write = new PositionedWrite(connection.getQueryExecutor(), moreFlags);
    connection.executor(
        (QueryExecutor)
            Proxy.newProxyInstance(
                PositionedWrite.class.getClassLoader(),
                new Class<?>[] {QueryExecutor.class},
                write));
    try {
      R result = execution.execute();
      return new Outcome<>(result, write.answer);
    } finally {
      connection.executor(null);
    }
  }

  /**
   * A call of a statement.
   *
   * @param <R> what it returns
   */
  @FunctionalInterface
  interface Execution<R> {
    R execute() throws SQLException;
  }

  /**
   * What came of it.
   *
   * @param answer null if the position could not be learned
   */
  record Outcome<R>(R result, @Nullable WalAnswer answer) {}

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments != null
        && method.getName().equals("execute")
        && arguments[0] instanceof Query query
        && query.getSubqueries() != null
        && query.getSubqueries().length == STATEMENTS
        && ((int) arguments[5] & QueryExecutor.QUERY_DESCRIBE_ONLY) == 0) {
      execute(query, arguments);
      return null;
    }
    return call(method, arguments);
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(own, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void execute(Query query, Object[] arguments) throws SQLException {
    ParameterList parameters = (ParameterList) arguments[1];
    ResultHandler handler = (ResultHandler) arguments[2];
    int flags =
        ((int) arguments[5] | moreFlags | QueryExecutor.QUERY_SUPPRESS_BEGIN)
            & ~QueryExecutor.QUERY_NO_RESULTS;
    boolean adaptiveFetch = arguments.length > 6 && (boolean) arguments[6];
    boolean again = true;
    while (true) {
      Sieve sieve = new Sieve(query.getSubqueries(), handler);
      own.execute(
          query, parameters, sieve, (int) arguments[3], (int) arguments[4], flags, adaptiveFetch);
      SQLException failure = sieve.failure;
      if (failure == null) {
        answer = sieve.answer();
        break;
      }
      if (own.getTransactionState() != TransactionState.IDLE) {
        rollback(own);
      }
      if (!again || !own.willHealOnRetry(failure)) {
        handler.handleError(failure);
        break;
      }
      query.close();
      again = false;
    }
    handler.handleCompletion();
  }

  static void rollback(QueryExecutor own) throws SQLException {
    own.execute(
        own.createSimpleQuery("ROLLBACK"),
        null,
        new ResultHandlerBase() {
          @Override
          public void handleWarning(SQLWarning warning) {
            // It has nothing to do with the write.
          }
        },
        0,
        0,
        QueryExecutor.QUERY_ONESHOT
            | QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_NO_METADATA
            | QueryExecutor.QUERY_NO_RESULTS);
  }

  /** Lets through what belongs to the write, and keeps the rest. */
  private static final class Sieve implements ResultHandler {

    private enum Stage {
      BEGIN,
      WRITE,
      AFTER_WRITE,
      COMMITTED
    }

    private final Query[] statements;
    private final ResultHandler writes;
    private Stage stage = Stage.BEGIN;
    private @Nullable List<Tuple> before;
    private @Nullable List<Tuple> after;
    private @Nullable SQLException failure;

    Sieve(Query[] statements, ResultHandler writes) {
      this.statements = statements;
      this.writes = writes;
    }

    @Nullable WalAnswer answer() {
      return before == null || after == null ? null : WalQuestion.answer(before, after);
    }

    @Override
    public void handleResultRows(
        Query fromQuery, Field[] fields, List<Tuple> rows, @Nullable ResultCursor cursor) {
      if (fromQuery == statements[WRITE]) {
        writes.handleResultRows(fromQuery, fields, rows, cursor);
      } else if (fromQuery == statements[BEFORE]) {
        before = rows;
        stage = Stage.AFTER_WRITE;
      } else if (fromQuery == statements[AFTER]) {
        after = rows;
      }
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
      switch (stage) {
        case BEGIN -> stage = Stage.WRITE;
        case WRITE -> writes.handleCommandStatus(status, updateCount, insertOid);
        case AFTER_WRITE -> {
          if (status.equals("COMMIT")) {
            stage = Stage.COMMITTED;
          }
        }
        case COMMITTED -> {}
      }
    }

    @Override
    public void handleWarning(SQLWarning warning) {
      writes.handleWarning(warning);
    }

    @Override
    public void handleError(SQLException error) {
      if (stage == Stage.COMMITTED) {
        return;
      }
      if (failure == null) {
        failure = error;
      } else {
        failure.setNextException(error);
      }
    }

    @Override
    public void handleCompletion() {
      // What failed is told to the write's own handler once it is known whether to try again.
    }

    @Override
    public void secureProgress() {
      writes.secureProgress();
    }

    @Override
    public @Nullable SQLException getException() {
      return failure;
    }
  }
}
