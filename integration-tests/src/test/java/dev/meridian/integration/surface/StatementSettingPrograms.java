package dev.meridian.integration.surface;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGStatement;

/** What plain statements are told: settings, limits, timeouts, cancel. */
final class StatementSettingPrograms {

  private StatementSettingPrograms() {}

  static List<Program> all() {
    return List.of(
        settings(),
        tuning(),
        tuningWhatIsPrepared(),
        badSettings(),
        limits(),
        timeoutAndCancel(),
        quoting());
  }

  private static Program settings() {
    return Program.named("settings of a statement")
        .then(s -> s.keep("it", s.statement()))
        .then(s -> gettersOf(s.keptStatement("it")))
        .then(
            s -> {
              Statement it = s.keptStatement("it");
              it.setMaxRows(2);
              it.setMaxFieldSize(3);
              it.setQueryTimeout(30);
              it.setFetchSize(1);
              it.setFetchDirection(ResultSet.FETCH_REVERSE);
              it.setPoolable(true);
              it.setEscapeProcessing(false);
              it.setCursorName("c");
            })
        .then(s -> gettersOf(s.keptStatement("it")))
        .then(
            s ->
                s.read(
                    s.keptStatement("it")
                        .executeQuery(s.sql("SELECT name, data FROM {s}.item ORDER BY id"))))
        .then(s -> gettersOf(s.keptStatement("it")))
        .then(s -> s.keptStatement("it").execute("SELECT {fn ucase('x')}"))
        .then(s -> s.keptStatement("it").execute(s.sql("UPDATE {s}.item SET qty = 3")))
        .then(s -> gettersOf(s.keptStatement("it")))
        .then(
            s -> {
              s.keep(
                  "other",
                  s.connection()
                      .createStatement(
                          ResultSet.TYPE_SCROLL_INSENSITIVE,
                          ResultSet.CONCUR_UPDATABLE,
                          ResultSet.CLOSE_CURSORS_AT_COMMIT));
              gettersOf(s.keptStatement("other"));
            })
        .then(s -> s.connection().createStatement(7, ResultSet.CONCUR_READ_ONLY))
        .then(s -> s.connection().createStatement(ResultSet.TYPE_FORWARD_ONLY, 7))
        .then(
            s ->
                s.connection()
                    .createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, 7))
        .then(s -> s.keptStatement("it").isWrapperFor(Statement.class))
        .then(s -> s.keptStatement("it").isWrapperFor(PGStatement.class))
        .then(s -> s.keptStatement("it").isWrapperFor(List.class))
        .then(s -> s.keptStatement("it").unwrap(PGStatement.class))
        .then(s -> s.keptStatement("it").unwrap(List.class));
  }

  /** What pgjdbc has beyond JDBC, before and after executions. */
  private static Program tuning() {
    return Program.named("pgjdbc's own settings of a statement")
        .then(s -> s.keep("it", s.statement()))
        .then(s -> noteTuning(s, "it"))
        .then(s -> tuned(s, "it").setPrepareThreshold(3))
        .then(s -> tuned(s, "it").setAdaptiveFetch(true))
        .then(s -> noteTuning(s, "it"))
        .then(
            s -> s.read(s.keptStatement("it").executeQuery(s.sql("SELECT count(*) FROM {s}.item"))))
        .then(s -> noteTuning(s, "it"))
        .then(s -> tuned(s, "it").setAdaptiveFetch(false))
        .then(s -> tuned(s, "it").setPrepareThreshold(-1))
        .then(s -> noteTuning(s, "it"))
        .then(s -> s.keptStatement("it").executeUpdate(s.sql("UPDATE {s}.item SET qty = qty + 1")))
        .then(s -> noteTuning(s, "it"))
        .then(s -> tuned(s, "it").setPrepareThreshold(7))
        .then(s -> noteTuning(s, "it"))
        .then(s -> s.keptStatement("it").close())
        .then(s -> tuned(s, "it").setPrepareThreshold(1))
        .then(s -> tuned(s, "it").getLastOID());
  }

  /** The same on a prepared statement that moves to the primary and back. */
  private static Program tuningWhatIsPrepared() {
    Program program =
        Program.named("pgjdbc's own settings of a prepared statement")
            .then(s -> s.keep("it", s.prepare("SELECT name, qty, data FROM {s}.item WHERE id > ?")))
            .then(s -> noteTuning(s, "it"))
            .then(s -> tuned(s, "it").setPrepareThreshold(1))
            .then(s -> tuned(s, "it").setAdaptiveFetch(true))
            .then(s -> noteTuning(s, "it"));
    for (boolean autoCommit : new boolean[] {true, false, true}) {
      program =
          program
              .then(s -> s.connection().setAutoCommit(autoCommit))
              .then(
                  s -> {
                    s.keptPrepared("it").setLong(1, 0);
                    s.read(s.keptPrepared("it").executeQuery());
                  })
              .then(s -> noteTuning(s, "it"));
    }
    return program
        .then(s -> s.keep("write", s.prepare("UPDATE {s}.item SET qty = qty + 1 WHERE id > ?")))
        .then(s -> tuned(s, "write").setPrepareThreshold(-1))
        .then(s -> s.keptPrepared("write").setLong(1, 0))
        .then(s -> s.keptPrepared("write").executeUpdate())
        .then(s -> s.keptPrepared("write").executeUpdate())
        .then(s -> noteTuning(s, "write"))
        .then(s -> s.run("SELECT id, qty FROM {s}.item ORDER BY id"));
  }

  private static PGStatement tuned(Stage s, String place) throws SQLException {
    return s.unwatched(s.keptStatement(place), Statement.class).unwrap(PGStatement.class);
  }

  private static void noteTuning(Stage s, String place) throws SQLException {
    PGStatement it = tuned(s, place);
    s.note("prepareThreshold", it.getPrepareThreshold());
    s.note("useServerPrepare", it.isUseServerPrepare());
    s.note("adaptiveFetch", it.getAdaptiveFetch());
    s.note("lastOID", it.getLastOID());
  }

  private static void gettersOf(Statement it) throws SQLException {
    it.getMaxRows();
    it.getMaxFieldSize();
    it.getQueryTimeout();
    it.getFetchSize();
    it.getFetchDirection();
    it.getResultSetType();
    it.getResultSetConcurrency();
    it.getResultSetHoldability();
    it.isPoolable();
    it.isCloseOnCompletion();
    it.isClosed();
    it.getWarnings();
  }

  private static Program badSettings() {
    return Program.named("settings of a statement that are not allowed")
        .then(s -> s.keep("it", s.statement()))
        .then(s -> s.keptStatement("it").setMaxRows(-1))
        .then(s -> s.keptStatement("it").setLargeMaxRows(5))
        .then(s -> s.keptStatement("it").setLargeMaxRows(-5))
        .then(s -> s.keptStatement("it").getLargeMaxRows())
        .then(s -> s.keptStatement("it").setMaxFieldSize(-1))
        .then(s -> s.keptStatement("it").setQueryTimeout(-1))
        .then(s -> s.keptStatement("it").setFetchSize(-1))
        .then(s -> s.keptStatement("it").setFetchDirection(-1))
        .then(s -> s.keptStatement("it").getMoreResults(-1))
        .then(s -> gettersOf(s.keptStatement("it")));
  }

  private static Program limits() {
    return Program.named("fetch size and row limits")
        .then(s -> s.connection().setAutoCommit(false))
        .then(
            s -> {
              Statement it = s.statement();
              s.keep("it", it);
              it.setFetchSize(2);
              it.setMaxRows(5);
              ResultSet rows =
                  it.executeQuery("SELECT i, 'row ' || i FROM generate_series(1, 9) i");
              s.keep("rows", rows);
              rows.getFetchSize();
              rows.next();
              rows.next();
              rows.next();
              rows.getInt(1);
              rows.setFetchSize(1);
              rows.getFetchSize();
              rows.isLast();
              rows.getRow();
            })
        .then(s -> s.run("SELECT count(*) FROM {s}.item"))
        .then(s -> s.read(s.keptRows("rows")))
        .then(
            s ->
                s.keep(
                    "rows",
                    s.keptStatement("it").executeQuery("SELECT i FROM generate_series(1, 9) i")))
        .then(s -> s.keptRows("rows").next())
        .then(s -> s.connection().commit())
        .then(s -> s.keptRows("rows").next())
        .then(s -> s.keptRows("rows").next())
        .then(s -> s.keptRows("rows").next())
        .then(s -> s.connection().rollback())
        .then(s -> s.connection().setReadOnly(true))
        .then(
            s ->
                s.read(
                    s.keptStatement("it")
                        .executeQuery(s.sql("SELECT id FROM {s}.item ORDER BY id"))))
        .then(s -> s.connection().commit());
  }

  private static Program timeoutAndCancel() {
    return Program.named("query timeout and cancel")
        .then(s -> s.keep("it", s.statement()))
        .then(s -> s.keptStatement("it").cancel())
        .then(s -> s.keptStatement("it").setQueryTimeout(1))
        .then(s -> s.keptStatement("it").executeQuery("SELECT pg_sleep(20)"))
        .then(s -> s.keptStatement("it").setQueryTimeout(0))
        .then(s -> s.read(s.keptStatement("it").executeQuery("SELECT 'goes on'")))
        .then(s -> cancelled(s, "it", "SELECT pg_sleep(20)"))
        .then(s -> s.read(s.keptStatement("it").executeQuery("SELECT 'goes on'")))
        .then(s -> cancelled(s, "it", "SELECT count(*) FROM generate_series(1, 500000000)"))
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> cancelled(s, "it", "SELECT pg_sleep(20)"))
        .then(s -> s.run("SELECT 1"))
        .then(s -> s.connection().rollback())
        .then(s -> s.keptStatement("it").close())
        .then(s -> s.keptStatement("it").cancel());
  }

  /** Executes, and cancels from another thread until that has had an effect. */
  private static void cancelled(Stage stage, String place, String sql) throws Exception {
    Statement statement = stage.keptStatement(place);
    Statement silent = stage.unwatched(statement, Statement.class);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> running = other.submit(() -> statement.execute(sql));
      try {
        while (true) {
          try {
            running.get(50, java.util.concurrent.TimeUnit.MILLISECONDS);
            return;
          } catch (java.util.concurrent.TimeoutException e) {
            silent.cancel();
          }
        }
      } catch (ExecutionException e) {
        // Written down where it was thrown.
        return;
      }
    } finally {
      other.shutdownNow();
    }
  }

  private static Program quoting() {
    return Program.named("quoting")
        .then(s -> s.keep("it", s.statement()))
        .then(s -> s.keptStatement("it").enquoteLiteral("it's \\"))
        .then(s -> s.keptStatement("it").enquoteNCharLiteral("it's"))
        .then(s -> s.keptStatement("it").enquoteIdentifier("Plain", false))
        .then(s -> s.keptStatement("it").enquoteIdentifier("with \" quote", true))
        .then(s -> s.keptStatement("it").enquoteIdentifier("", false))
        .then(s -> s.keptStatement("it").isSimpleIdentifier("plain_1"))
        .then(s -> s.keptStatement("it").isSimpleIdentifier("not plain"));
  }
}
