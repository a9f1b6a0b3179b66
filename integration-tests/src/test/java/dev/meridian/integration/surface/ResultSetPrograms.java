package dev.meridian.integration.surface;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** How results are walked: scrolling, forward only, holdability, the end. */
final class ResultSetPrograms {

  private ResultSetPrograms() {}

  static List<Program> all() {
    return List.of(scrolling(), forwardOnly(), closed(), holdability());
  }

  private static Program scrolling() {
    return Program.named("scrolling")
        .then(
            s -> {
              Statement it =
                  s.connection()
                      .createStatement(
                          ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
              s.keep("rows", it.executeQuery(s.sql("SELECT id, name FROM {s}.item ORDER BY id")));
            })
        .then(
            s -> {
              ResultSet rows = s.keptRows("rows");
              rows.getType();
              rows.getConcurrency();
              rows.getHoldability();
              rows.getFetchDirection();
              rows.getFetchSize();
              rows.getWarnings();
              rows.clearWarnings();
              rows.isBeforeFirst();
              rows.last();
              rows.getRow();
              rows.isLast();
              rows.getString(2);
              rows.first();
              rows.isFirst();
              rows.absolute(2);
              rows.getLong(1);
              rows.absolute(-1);
              rows.getLong(1);
              rows.relative(-1);
              rows.getLong(1);
              rows.previous();
              rows.getLong(1);
              rows.absolute(99);
              rows.isAfterLast();
              rows.beforeFirst();
              rows.next();
              rows.refreshRow();
            })
        .then(s -> s.keptRows("rows").afterLast())
        .then(s -> s.keptRows("rows").previous())
        .then(s -> s.keptRows("rows").setFetchDirection(ResultSet.FETCH_REVERSE))
        .then(s -> s.keptRows("rows").setFetchDirection(99))
        .then(s -> s.keptRows("rows").setFetchSize(3))
        .then(s -> s.keptRows("rows").setFetchSize(-1))
        .then(s -> s.keptRows("rows").getCursorName())
        .then(s -> s.keptRows("rows").rowInserted())
        .then(s -> s.keptRows("rows").rowUpdated())
        .then(s -> s.keptRows("rows").rowDeleted())
        .then(s -> s.keptRows("rows").updateString(2, "no"))
        .then(s -> s.keptRows("rows").deleteRow())
        .then(s -> s.keptRows("rows").moveToInsertRow())
        .then(s -> s.keptRows("rows").isWrapperFor(ResultSet.class))
        .then(s -> s.keptRows("rows").isWrapperFor(List.class))
        .then(s -> s.keptRows("rows").unwrap(ResultSet.class))
        .then(s -> s.keptRows("rows").unwrap(List.class))
        .then(s -> s.keptRows("rows").getStatement())
        .then(s -> s.keptRows("rows").getMetaData());
  }

  private static Program forwardOnly() {
    return Program.named("a result that goes forward only")
        .then(
            s ->
                s.keep(
                    "rows",
                    s.statement().executeQuery(s.sql("SELECT id FROM {s}.item ORDER BY id"))))
        .then(s -> s.keptRows("rows").isBeforeFirst())
        .then(s -> s.keptRows("rows").previous())
        .then(s -> s.keptRows("rows").first())
        .then(s -> s.keptRows("rows").last())
        .then(s -> s.keptRows("rows").absolute(1))
        .then(s -> s.keptRows("rows").relative(1))
        .then(s -> s.keptRows("rows").beforeFirst())
        .then(s -> s.keptRows("rows").afterLast())
        .then(s -> s.keptRows("rows").next())
        .then(s -> s.keptRows("rows").isFirst())
        .then(s -> s.keptRows("rows").getRow())
        .then(s -> s.keptRows("rows").setFetchDirection(ResultSet.FETCH_REVERSE))
        .then(s -> s.read(s.keptRows("rows")));
  }

  private static Program closed() {
    Program program =
        Program.named("a closed result")
            .then(s -> s.keep("rows", s.statement().executeQuery("SELECT 1 AS id")))
            .then(s -> s.keptRows("rows").next())
            .then(s -> s.keptRows("rows").close())
            .then(s -> s.keptRows("rows").close());
    List<Method> methods =
        Arrays.stream(ResultSet.class.getDeclaredMethods())
            .filter(method -> !method.getName().equals("close"))
            .filter(method -> !java.lang.reflect.Modifier.isStatic(method.getModifiers()))
            .sorted(Comparator.comparing(Method::toString))
            .toList();
    for (Method method : methods) {
      program = program.then(s -> Sweep.call(method, s.keptRows("rows"), s));
    }
    return program;
  }

  private static Program holdability() {
    return Program.named("results over the end of a transaction")
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.keep("held", rows(s, ResultSet.HOLD_CURSORS_OVER_COMMIT)))
        .then(s -> s.keep("not held", rows(s, ResultSet.CLOSE_CURSORS_AT_COMMIT)))
        .then(s -> s.keptRows("held").next())
        .then(s -> s.keptRows("not held").next())
        .then(s -> s.connection().commit())
        .then(s -> s.read(s.keptRows("held")))
        .then(s -> s.read(s.keptRows("not held")))
        .then(s -> s.connection().commit());
  }

  private static ResultSet rows(Stage stage, int holdability) throws SQLException {
    Connection connection = stage.connection();
    Statement statement =
        connection.createStatement(
            ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability);
    statement.setFetchSize(1);
    return statement.executeQuery(stage.sql("SELECT id FROM {s}.item ORDER BY id"));
  }
}
