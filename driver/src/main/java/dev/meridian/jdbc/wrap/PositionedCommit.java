package dev.meridian.jdbc.wrap;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PgConnection;

/**
 * A COMMIT on the primary that brings back, in its own round trip, how far the primary's WAL was.
 * The server's confirmation of the COMMIT decides: what fails after it is not the commit's failure;
 * then the position is not known. Not threadsafe; used once.
 */
final class PositionedCommit extends ResultHandlerBase {

  private static final String COMMIT = "COMMIT";

  // Unnamed, since a DEALLOCATE ALL of the application's would take the name away.
  private static final int FLAGS = QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_SUPPRESS_BEGIN;

  private final PgConnection connection;
  private final List<List<Tuple>> answers = new ArrayList<>();
  private boolean committed;

  private PositionedCommit(PgConnection connection) {
    this.connection = connection;
  }

  /**
   * Commits the open transaction.
   *
   * @return null if the position could not be learned
   * @throws SQLException pgjdbc's, if the transaction was not committed or that is not known
   */
  static @Nullable WalAnswer on(Side primary, WalQuestion question) throws SQLException {
    String text = WalQuestion.BEFORE + ";" + COMMIT + ";" + question.after();
    PgConnection connection = primary.connection.unwrap(PgConnection.class);
    PositionedCommit commit = new PositionedCommit(connection);
    QueryExecutor executor = connection.getQueryExecutor();
    executor.execute(executor.createSimpleQuery(text), null, commit, 0, 0, FLAGS);
    return commit.answers.size() < 2
        ? null
        : WalQuestion.answer(commit.answers.get(0), commit.answers.get(1));
  }

  @Override
  public void handleResultRows(
      Query fromQuery, Field[] fields, List<Tuple> rows, @Nullable ResultCursor cursor) {
    answers.add(rows);
  }

  @Override
  public void handleCommandStatus(String status, long updateCount, long insertOid) {
    committed |= status.equals(COMMIT);
  }

  @Override
  public void handleWarning(SQLWarning warning) {
    connection.addWarning(warning);
  }

  @Override
  public void handleError(SQLException failure) {
    if (!committed) {
      super.handleError(failure);
    }
  }
}
