package dev.meridian.integration.surface;

import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plain statements: every way to execute, settings, batches, several results, cancel. */
final class StatementPrograms {

  private StatementPrograms() {}

  static List<Program> all() {
    List<Program> all = new ArrayList<>();
    all.add(everyWayToExecute());
    all.add(settings());
    all.add(badSettings());
    all.add(keys());
    all.add(batches());
    all.add(failingBatches());
    all.add(severalResults());
    all.add(limits());
    all.add(timeoutAndCancel());
    all.add(errors());
    all.add(closed());
    all.add(closeOnCompletion());
    all.add(quoting());
    return all;
  }

  private static Program everyWayToExecute() {
    String read = "SELECT id, name FROM {s}.item ORDER BY id";
    String write = "UPDATE {s}.item SET qty = coalesce(qty, 0) + 1 WHERE id < 3";
    return Program.named("every way to execute")
        .then(s -> s.keep("it", s.statement()))
        .then(s -> s.keptStatement("it").getResultSet())
        .then(s -> s.keptStatement("it").getUpdateCount())
        .then(s -> s.keptStatement("it").getLargeUpdateCount())
        .then(s -> s.keptStatement("it").getMoreResults())
        .then(s -> s.keptStatement("it").getGeneratedKeys().next())
        .then(s -> s.read(s.keptStatement("it").executeQuery(s.sql(read))))
        .then(s -> s.keptStatement("it").getUpdateCount())
        .then(s -> s.keptStatement("it").executeQuery(s.sql(write)))
        .then(s -> s.keptStatement("it").executeUpdate(s.sql(write)))
        .then(s -> s.keptStatement("it").getUpdateCount())
        .then(s -> s.keptStatement("it").getLargeUpdateCount())
        .then(s -> s.keptStatement("it").getResultSet())
        .then(s -> s.keptStatement("it").executeUpdate(s.sql(read)))
        .then(s -> s.keptStatement("it").executeLargeUpdate(s.sql(write)))
        .then(s -> s.keptStatement("it").execute(s.sql(write)))
        .then(s -> s.keptStatement("it").getUpdateCount())
        .then(s -> s.keptStatement("it").execute(s.sql(read)))
        .then(s -> s.keptStatement("it").getResultSet())
        .then(s -> s.read(s.keptStatement("it").getResultSet()))
        .then(s -> s.keptStatement("it").getMoreResults())
        .then(s -> s.keptStatement("it").getUpdateCount())
        .then(s -> s.keptStatement("it").execute(""))
        .then(s -> s.keptStatement("it").execute(";"))
        .then(s -> s.keptStatement("it").executeQuery("-- nothing"))
        .then(s -> s.keptStatement("it").execute(null))
        .then(s -> s.keptStatement("it").executeUpdate("CREATE TEMP TABLE t AS SELECT 1 AS a"))
        .then(s -> s.keptStatement("it").executeUpdate("DROP TABLE t"))
        .then(s -> s.run("VALUES (1, 'a'), (2, NULL)"))
        .then(s -> s.run("TABLE {s}.note"))
        .then(s -> s.run("WITH gone AS (DELETE FROM {s}.note RETURNING id) SELECT * FROM gone"))
        .then(s -> s.run("EXPLAIN (COSTS OFF) SELECT 1"))
        .then(s -> s.run("SHOW server_version_num"))
        .then(s -> s.run("SELECT * FROM {s}.cheap ORDER BY 1"))
        .then(s -> s.run("SELECT {s}.twice(21), {s}.add_item('by function')"))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('r') RETURNING id, name"))
        .then(s -> s.run("CALL {s}.rename(1, 'renamed')"))
        .then(s -> s.run("SELECT {fn ucase('x')}, {d '2024-02-29'}, {ts '2024-02-29 01:02:03'}"));
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
        .then(s -> s.keptStatement("it").isWrapperFor(org.postgresql.PGStatement.class))
        .then(s -> s.keptStatement("it").isWrapperFor(List.class))
        .then(s -> s.keptStatement("it").unwrap(org.postgresql.PGStatement.class))
        .then(s -> s.keptStatement("it").unwrap(List.class));
  }

  private static void gettersOf(Statement it) throws java.sql.SQLException {
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

  private static Program keys() {
    String one = "INSERT INTO {s}.item (name) VALUES ('%s')";
    return Program.named("generated keys of a statement")
        .then(s -> s.keep("it", s.statement()))
        .then(
            s ->
                s.keptStatement("it")
                    .executeUpdate(s.sql(one.formatted("a")), Statement.RETURN_GENERATED_KEYS))
        .then(s -> s.read(s.keptStatement("it").getGeneratedKeys()))
        .then(
            s ->
                s.keptStatement("it")
                    .executeUpdate(s.sql(one.formatted("b")), Statement.NO_GENERATED_KEYS))
        .then(s -> s.read(s.keptStatement("it").getGeneratedKeys()))
        .then(s -> s.keptStatement("it").executeUpdate(s.sql(one.formatted("c")), 99))
        .then(
            s ->
                s.keptStatement("it")
                    .executeUpdate(s.sql(one.formatted("d")), new String[] {"id", "name"}))
        .then(s -> s.read(s.keptStatement("it").getGeneratedKeys()))
        .then(
            s ->
                s.keptStatement("it")
                    .executeUpdate(s.sql(one.formatted("e")), new String[] {"nothing"}))
        .then(s -> s.keptStatement("it").executeUpdate(s.sql(one.formatted("f")), new String[0]))
        .then(s -> s.keptStatement("it").executeUpdate(s.sql(one.formatted("g")), new int[] {1}))
        .then(s -> s.keptStatement("it").executeUpdate(s.sql(one.formatted("h")), new int[0]))
        .then(
            s ->
                s.keptStatement("it")
                    .execute(s.sql(one.formatted("i")), Statement.RETURN_GENERATED_KEYS))
        .then(s -> s.read(s.keptStatement("it").getGeneratedKeys()))
        .then(s -> s.keptStatement("it").execute(s.sql(one.formatted("j")), new String[] {"id"}))
        .then(s -> s.keptStatement("it").getUpdateCount())
        .then(s -> s.read(s.keptStatement("it").getGeneratedKeys()))
        .then(s -> s.keptStatement("it").execute(s.sql(one.formatted("k")), new int[] {1}))
        .then(
            s ->
                s.keptStatement("it")
                    .executeLargeUpdate(s.sql(one.formatted("l")), Statement.RETURN_GENERATED_KEYS))
        .then(s -> s.read(s.keptStatement("it").getGeneratedKeys()))
        .then(
            s ->
                s.keptStatement("it")
                    .executeLargeUpdate(s.sql(one.formatted("m")), new String[] {"name"}))
        .then(
            s -> s.keptStatement("it").executeLargeUpdate(s.sql(one.formatted("n")), new int[] {1}))
        .then(s -> s.keptStatement("it").execute("SELECT 1", Statement.RETURN_GENERATED_KEYS))
        .then(
            s ->
                s.keptStatement("it")
                    .executeUpdate(
                        s.sql("UPDATE {s}.item SET qty = 1 WHERE id < 3"),
                        Statement.RETURN_GENERATED_KEYS))
        .then(s -> s.read(s.keptStatement("it").getGeneratedKeys()))
        .then(
            s ->
                s.keptStatement("it")
                    .executeUpdate(s.sql("DELETE FROM {s}.note"), new String[] {"id"}))
        .then(s -> s.read(s.keptStatement("it").getGeneratedKeys()));
  }

  private static Program batches() {
    return Program.named("batches of a statement")
        .then(s -> s.keep("it", s.statement()))
        .then(s -> s.keptStatement("it").executeBatch())
        .then(s -> s.keptStatement("it").executeLargeBatch())
        .then(s -> s.keptStatement("it").clearBatch())
        .then(
            s ->
                s.keptStatement("it")
                    .addBatch(s.sql("INSERT INTO {s}.item (name) VALUES ('x'), ('y')")))
        .then(
            s ->
                s.keptStatement("it")
                    .addBatch(s.sql("UPDATE {s}.item SET qty = 5 WHERE name = 'x'")))
        .then(s -> s.keptStatement("it").addBatch("SET application_name = 'in a batch'"))
        .then(s -> s.keptStatement("it").executeBatch())
        .then(s -> s.keptStatement("it").getUpdateCount())
        .then(s -> s.keptStatement("it").executeBatch())
        .then(s -> s.run("SHOW application_name"))
        .then(s -> s.keptStatement("it").addBatch(s.sql("DELETE FROM {s}.item WHERE name = 'x'")))
        .then(s -> s.keptStatement("it").clearBatch())
        .then(s -> s.keptStatement("it").executeBatch())
        .then(s -> s.keptStatement("it").addBatch(s.sql("DELETE FROM {s}.item WHERE name = 'x'")))
        .then(s -> s.keptStatement("it").executeLargeBatch())
        .then(s -> s.keptStatement("it").addBatch("SELECT 1; SELECT 2"))
        .then(s -> s.keptStatement("it").addBatch(null))
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.keptStatement("it").addBatch(s.sql("DELETE FROM {s}.note WHERE id = 1")))
        .then(
            s -> s.keptStatement("it").executeQuery(s.sql("SELECT count(*) FROM {s}.note")).next())
        .then(s -> s.keptStatement("it").executeBatch())
        .then(s -> s.connection().rollback());
  }

  private static Program failingBatches() {
    return Program.named("batches of a statement that fail")
        .then(s -> s.keep("it", s.statement()))
        .then(
            s ->
                s.keptStatement("it")
                    .addBatch(s.sql("INSERT INTO {s}.item (name) VALUES ('good')")))
        .then(
            s ->
                s.keptStatement("it").addBatch(s.sql("INSERT INTO {s}.item (name) VALUES ('one')")))
        .then(
            s ->
                s.keptStatement("it")
                    .addBatch(s.sql("INSERT INTO {s}.item (name) VALUES ('late')")))
        .then(s -> s.keptStatement("it").executeBatch())
        .then(s -> s.keptStatement("it").executeBatch())
        .then(s -> s.keptStatement("it").addBatch("SELECT 1"))
        .then(s -> s.keptStatement("it").executeBatch())
        .then(s -> s.keptStatement("it").addBatch("SELEC 1"))
        .then(s -> s.keptStatement("it").executeLargeBatch())
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.keptStatement("it").addBatch(s.sql("DELETE FROM {s}.note")))
        .then(s -> s.keptStatement("it").addBatch("SELECT 1/0"))
        .then(s -> s.keptStatement("it").executeBatch())
        .then(s -> s.run("SELECT 1"))
        .then(s -> s.connection().rollback())
        .then(s -> s.run("SELECT count(*) FROM {s}.note"));
  }

  private static Program severalResults() {
    return Program.named("several results")
        .then(s -> s.keep("it", s.statement()))
        .then(
            s ->
                s.keptStatement("it")
                    .execute(
                        s.sql(
                            "SELECT 1; UPDATE {s}.item SET qty = 1; SELECT id FROM {s}.note ORDER BY id")))
        .then(s -> s.keep("first", s.keptStatement("it").getResultSet()))
        .then(s -> s.keptStatement("it").getMoreResults(Statement.KEEP_CURRENT_RESULT))
        .then(s -> s.keptStatement("it").getUpdateCount())
        .then(s -> s.keptRows("first").isClosed())
        .then(s -> s.keptStatement("it").getMoreResults(Statement.CLOSE_ALL_RESULTS))
        .then(s -> s.keptRows("first").isClosed())
        .then(s -> s.read(s.keptStatement("it").getResultSet()))
        .then(s -> s.keptStatement("it").getMoreResults(Statement.CLOSE_CURRENT_RESULT))
        .then(s -> s.keptStatement("it").getUpdateCount())
        .then(s -> s.keptStatement("it").executeQuery("SELECT 1; SELECT 2"))
        .then(
            s -> s.keptStatement("it").execute(s.sql("SELECT 1; SELECT 1/0; DELETE FROM {s}.note")))
        .then(s -> s.run("SELECT count(*) FROM {s}.note; SELECT count(*) FROM {s}.item"))
        .then(
            s -> s.keep("rows", s.keptStatement("it").executeQuery("SELECT 1 UNION ALL SELECT 2")))
        .then(s -> s.keptStatement("it").executeUpdate(s.sql("UPDATE {s}.item SET qty = 2")))
        .then(s -> s.keptRows("rows").isClosed())
        .then(s -> s.keptRows("rows").next());
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

  private static Program errors() {
    return Program.named("errors of the server")
        .then(s -> s.run("SELEC 1"))
        .then(s -> s.run("SELECT * FROM {s}.nothing"))
        .then(s -> s.run("SELECT nothing FROM {s}.item"))
        .then(s -> s.run("SELECT {s}.nothing()"))
        .then(s -> s.run("SELECT {s}.fail('so')"))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('one')"))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES (NULL)"))
        .then(s -> s.run("UPDATE {s}.item SET qty = -1 WHERE id = 1"))
        .then(s -> s.run("INSERT INTO {s}.note VALUES (5, 999, 'x')"))
        .then(s -> s.run("INSERT INTO {s}.note VALUES (5, 1, 'longer than twenty letters')"))
        .then(s -> s.run("DELETE FROM {s}.item WHERE id = 1"))
        .then(s -> s.run("SELECT 1/0 FROM {s}.item"))
        .then(s -> s.run("SELECT 'x'::int"))
        .then(s -> s.run("SELECT 'unterminated"))
        .then(s -> s.run("SELECT \"unterminated"))
        .then(s -> s.run("SELECT $$unterminated"))
        .then(s -> s.run("SELECT /* unterminated"))
        .then(s -> s.run("SELECT {fn nothing("))
        .then(s -> s.run("SELECT {nothing}"))
        .then(s -> s.run("SELECT $1"))
        .then(s -> s.run("SELECT ?"))
        .then(s -> s.run("SELECT * FROM pg_authid"))
        .then(s -> s.run("CREATE TABLE pg_catalog.nothing (a int)"))
        .then(s -> s.run("VACUUM nothing"))
        .then(s -> s.run("COPY {s}.item FROM STDIN"))
        .then(s -> s.run("COPY {s}.note TO STDOUT"))
        .then(s -> s.run("SELECT 1"))
        .then(s -> s.run("SELECT count(*) FROM {s}.item"));
  }

  private static Program closed() {
    return Program.named("a closed statement")
        .then(s -> s.keep("it", s.statement()))
        .then(s -> s.keep("rows", s.keptStatement("it").executeQuery("SELECT 1")))
        .then(s -> s.keptStatement("it").close())
        .then(s -> s.keptStatement("it").close())
        .then(s -> s.keptStatement("it").isClosed())
        .then(s -> s.keptRows("rows").isClosed())
        .then(s -> s.keptRows("rows").next())
        .then(s -> s.keptRows("rows").getMetaData())
        .then(s -> s.keptRows("rows").getStatement())
        .then(s -> s.keptStatement("it").execute("SELECT 1"))
        .then(s -> s.keptStatement("it").executeQuery("SELECT 1"))
        .then(s -> s.keptStatement("it").executeUpdate("SELECT 1"))
        .then(s -> s.keptStatement("it").executeLargeUpdate("SELECT 1"))
        .then(s -> s.keptStatement("it").executeBatch())
        .then(s -> s.keptStatement("it").executeLargeBatch())
        .then(s -> s.keptStatement("it").addBatch("SELECT 1"))
        .then(s -> s.keptStatement("it").clearBatch())
        .then(s -> s.keptStatement("it").getResultSet())
        .then(s -> s.keptStatement("it").getUpdateCount())
        .then(s -> s.keptStatement("it").getLargeUpdateCount())
        .then(s -> s.keptStatement("it").getMoreResults())
        .then(s -> s.keptStatement("it").getMoreResults(1))
        .then(s -> s.keptStatement("it").getGeneratedKeys())
        .then(s -> s.keptStatement("it").getWarnings())
        .then(s -> s.keptStatement("it").clearWarnings())
        .then(s -> s.keptStatement("it").getConnection())
        .then(s -> s.keptStatement("it").getMaxRows())
        .then(s -> s.keptStatement("it").setMaxRows(1))
        .then(s -> s.keptStatement("it").getMaxFieldSize())
        .then(s -> s.keptStatement("it").setMaxFieldSize(1))
        .then(s -> s.keptStatement("it").getQueryTimeout())
        .then(s -> s.keptStatement("it").setQueryTimeout(1))
        .then(s -> s.keptStatement("it").getFetchSize())
        .then(s -> s.keptStatement("it").setFetchSize(1))
        .then(s -> s.keptStatement("it").getFetchDirection())
        .then(s -> s.keptStatement("it").setFetchDirection(ResultSet.FETCH_FORWARD))
        .then(s -> s.keptStatement("it").getResultSetType())
        .then(s -> s.keptStatement("it").getResultSetConcurrency())
        .then(s -> s.keptStatement("it").getResultSetHoldability())
        .then(s -> s.keptStatement("it").isPoolable())
        .then(s -> s.keptStatement("it").setPoolable(true))
        .then(s -> s.keptStatement("it").setEscapeProcessing(true))
        .then(s -> s.keptStatement("it").setCursorName("x"))
        .then(s -> s.keptStatement("it").closeOnCompletion())
        .then(s -> s.keptStatement("it").isCloseOnCompletion())
        .then(s -> s.keptStatement("it").cancel())
        .then(s -> s.keptStatement("it").isWrapperFor(List.class))
        .then(s -> s.keptStatement("it").unwrap(List.class))
        .then(s -> s.keep("unused", s.statement()))
        .then(s -> s.keptStatement("unused").close())
        .then(s -> s.keptStatement("unused").execute("SELECT 1"))
        .then(s -> s.keptStatement("unused").getConnection());
  }

  private static Program closeOnCompletion() {
    return Program.named("closed on completion")
        .then(s -> s.keep("it", s.statement()))
        .then(s -> s.keptStatement("it").isCloseOnCompletion())
        .then(s -> s.keptStatement("it").closeOnCompletion())
        .then(s -> s.keptStatement("it").isCloseOnCompletion())
        .then(s -> s.keptStatement("it").execute(s.sql("UPDATE {s}.item SET qty = 1")))
        .then(s -> s.keptStatement("it").isClosed())
        .then(s -> s.keep("rows", s.keptStatement("it").executeQuery("SELECT 1")))
        .then(s -> s.keptStatement("it").isClosed())
        .then(s -> s.keptRows("rows").close())
        .then(s -> s.keptStatement("it").isClosed())
        .then(s -> s.keptStatement("it").execute("SELECT 1"));
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
