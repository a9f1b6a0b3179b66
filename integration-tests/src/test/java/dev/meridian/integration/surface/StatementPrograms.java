package dev.meridian.integration.surface;

import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

/** Plain statements: every way to execute, several results, errors, the end. */
final class StatementPrograms {

  private StatementPrograms() {}

  static List<Program> all() {
    return List.of(everyWayToExecute(), severalResults(), errors(), closed(), closeOnCompletion());
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
}
