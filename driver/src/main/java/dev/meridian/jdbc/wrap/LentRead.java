package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.wrap.PositionedWrite.Execution;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandler;
import org.postgresql.core.TransactionState;
import org.postgresql.core.Tuple;

/**
 * A read in a server session that a pooler lends, with what that lacks, in one round trip. pgjdbc's
 * statement sees its own result alone, and none if another server answered than the one that was
 * meant. Not threadsafe; used for one execution.
 */
final class LentRead implements InvocationHandler {

  private final QueryExecutor own;
  private final LentSession lent;
  private final boolean autoCommit;

  private LentRead(QueryExecutor own, LentSession lent, boolean autoCommit) {
    this.own = own;
    this.lent = lent;
    this.autoCommit = autoCommit;
  }

  /** Executes a {@link LentSession#text} on that connection. */
  static <R> R on(
      PositionedConnection connection, LentSession lent, boolean autoCommit, Execution<R> execution)
      throws SQLException {
    connection.executor(
        (QueryExecutor)
            Proxy.newProxyInstance(
                LentRead.class.getClassLoader(),
                new Class<?>[] {QueryExecutor.class},
                new LentRead(connection.getQueryExecutor(), lent, autoCommit)));
    try {
      return execution.execute();
    } finally {
      connection.executor(null);
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments != null
        && method.getName().equals("execute")
        && arguments[0] instanceof Query query
        && query.getSubqueries() != null
        && query.getSubqueries().length == (autoCommit ? 4 : 2)
        && ((int) arguments[5] & QueryExecutor.QUERY_DESCRIBE_ONLY) == 0) {
      execute(query, query.getSubqueries(), arguments);
      return null;
    }
    try {
      return method.invoke(own, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void execute(Query query, Query[] statements, Object[] arguments) throws SQLException {
    ParameterList parameters = (ParameterList) arguments[1];
    ResultHandler handler = (ResultHandler) arguments[2];
    int flags = (int) arguments[5] & ~QueryExecutor.QUERY_NO_RESULTS;
    if (autoCommit) {
      flags |= QueryExecutor.QUERY_SUPPRESS_BEGIN;
    }
    int opening = autoCommit ? 1 : 0;
    Sieve sieve = new Sieve(statements[opening], statements[opening + 1], handler);
    boolean adaptiveFetch = arguments.length > 6 && (boolean) arguments[6];
    own.execute(
        query, parameters, sieve, (int) arguments[3], (int) arguments[4], flags, adaptiveFetch);
    SQLException failure = sieve.failure;
    if (failure != null) {
      if (autoCommit && own.getTransactionState() != TransactionState.IDLE) {
        rollback(failure);
      }
      handler.handleError(failure);
    }
    handler.handleCompletion();
  }

  private void rollback(SQLException failure) {
    try {
      PositionedWrite.rollback(own);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** Lets through what belongs to the read, if the server is the right one. */
  private final class Sieve implements ResultHandler {

    private final Query opening;
    private final Query read;
    private final ResultHandler reads;
    private boolean opened;
    private @Nullable SQLException failure;

    Sieve(Query opening, Query read, ResultHandler reads) {
      this.opening = opening;
      this.read = read;
      this.reads = reads;
    }

    @Override
    public void handleResultRows(
        Query fromQuery, Field[] fields, List<Tuple> rows, @Nullable ResultCursor cursor) {
      if (fromQuery == opening) {
        requireServer(rows);
      } else if (fromQuery == read && opened) {
        reads.handleResultRows(fromQuery, fields, rows, cursor);
      }
    }

    private void requireServer(List<Tuple> rows) {
      byte[] started = rows.get(0).get(0);
      String text = started == null ? "" : new String(started, StandardCharsets.UTF_8);
      if (text.equals(Long.toString(lent.startedMicros()))) {
        opened = true;
      } else {
        handleError(
            new SQLException(
                "the pooler has turned to another server, started at "
                    + text
                    + " us instead of "
                    + lent.startedMicros(),
                "08006",
                new IOException("another server")));
      }
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
      // Of the transaction's begin and end; what only reads answers with rows.
    }

    @Override
    public void handleWarning(SQLWarning warning) {
      reads.handleWarning(warning);
    }

    @Override
    public void handleError(SQLException error) {
      if (failure == null) {
        failure = error;
      } else {
        failure.setNextException(error);
      }
    }

    @Override
    public void handleCompletion() {
      // The read's own handler is told once the transaction has ended.
    }

    @Override
    public void secureProgress() {
      reads.secureProgress();
    }

    @Override
    public @Nullable SQLException getException() {
      return failure;
    }
  }
}
