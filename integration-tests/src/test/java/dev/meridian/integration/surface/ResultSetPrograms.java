package dev.meridian.integration.surface;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Results: every getter on every type, scrolling, updating, arrays, large objects, the end. */
final class ResultSetPrograms {

  private static final String[] KINDS = {
    "i2", "i4", "i8", "f4", "f8", "n", "b", "c", "v", "t", "by", "d", "ti", "tz", "ts", "tsz", "iv",
    "u", "j", "jb", "bi", "vb", "p", "ip", "m", "ia", "ta", "mo", "x", "o"
  };

  private ResultSetPrograms() {}

  static List<Program> all() {
    List<Program> all = new ArrayList<>();
    all.add(getters(int.class));
    all.add(getters(String.class));
    all.add(objects());
    all.add(wrongColumns());
    all.add(scrolling());
    all.add(forwardOnly());
    all.add(updating());
    all.add(updaters());
    all.add(arrays());
    all.add(largeObjects());
    all.add(xml());
    all.add(closed());
    all.add(holdability());
    return all;
  }

  /** Every getter of a column, by its index or by its name, on every type and on NULL. */
  private static Program getters(Class<?> by) {
    Program program =
        Program.named("every getter by " + by.getSimpleName())
            // pgjdbc's getBlob and getClob want a transaction.
            .then(s -> s.connection().setAutoCommit(false))
            .then(s -> s.connection().setReadOnly(true))
            .then(
                s ->
                    s.keep(
                        "rows",
                        s.statement().executeQuery(s.sql("SELECT * FROM {s}.kinds ORDER BY id"))));
    List<Method> getters =
        Arrays.stream(ResultSet.class.getDeclaredMethods())
            .filter(method -> method.getName().startsWith("get"))
            .filter(method -> method.getParameterCount() > 0)
            .filter(method -> method.getParameterTypes()[0] == by)
            .sorted(Comparator.comparing(Method::toString))
            .toList();
    for (int row = 0; row < 2; row++) {
      program = program.then(s -> s.keptRows("rows").next());
      for (int i = 0; i < KINDS.length; i++) {
        int column = i;
        program =
            program.then(
                s -> {
                  for (Method getter : getters) {
                    attempt(
                        () -> Sweep.call(getter, s.keptRows("rows"), s, column + 2, KINDS[column]));
                  }
                  s.keptRows("rows").wasNull();
                });
      }
    }
    return program.then(s -> s.connection().rollback());
  }

  @FunctionalInterface
  private interface Attempt {
    void make() throws Exception;
  }

  /** What it throws is written down already. */
  private static void attempt(Attempt attempt) {
    try {
      attempt.make();
    } catch (Exception e) {
      return;
    }
  }

  private static Program objects() {
    Program program =
        Program.named("getObject with a class")
            .then(
                s ->
                    s.keep(
                        "rows",
                        s.statement().executeQuery(s.sql("SELECT * FROM {s}.kinds ORDER BY id"))))
            .then(s -> s.keptRows("rows").next());
    List<Class<?>> classes =
        List.of(
            String.class,
            Integer.class,
            Long.class,
            BigDecimal.class,
            Boolean.class,
            Double.class,
            java.time.LocalDate.class,
            java.time.LocalTime.class,
            java.time.LocalDateTime.class,
            java.time.OffsetDateTime.class,
            Timestamp.class,
            java.util.UUID.class,
            byte[].class,
            Array.class,
            java.util.Calendar.class,
            java.net.InetAddress.class,
            Object.class,
            java.math.BigInteger.class,
            List.class,
            java.sql.SQLXML.class,
            org.postgresql.geometric.PGpoint.class);
    for (String kind : KINDS) {
      program =
          program.then(
              s -> {
                for (Class<?> type : classes) {
                  attempt(() -> s.keptRows("rows").getObject(kind, type));
                }
                attempt(() -> s.keptRows("rows").getObject(kind, Map.of()));
                attempt(() -> s.keptRows("rows").getObject(kind, (Class<?>) null));
              });
    }
    return program;
  }

  private static Program wrongColumns() {
    return Program.named("columns that are not there")
        .then(
            s -> s.keep("rows", s.statement().executeQuery("SELECT 1 AS a, 'x' AS \"B\", 2 AS a")))
        .then(s -> s.keptRows("rows").getInt(1))
        .then(s -> s.keptRows("rows").next())
        .then(s -> s.keptRows("rows").getInt(0))
        .then(s -> s.keptRows("rows").getInt(4))
        .then(s -> s.keptRows("rows").getInt("nothing"))
        .then(s -> s.keptRows("rows").getInt("A"))
        .then(s -> s.keptRows("rows").getInt("b"))
        .then(s -> s.keptRows("rows").getString("b"))
        .then(s -> s.keptRows("rows").findColumn("a"))
        .then(s -> s.keptRows("rows").findColumn("nothing"))
        .then(s -> s.keptRows("rows").next())
        .then(s -> s.keptRows("rows").getInt(1))
        .then(s -> s.keptRows("rows").isAfterLast());
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

  private static Program updating() {
    return Program.named("updating")
        .then(
            s -> {
              Statement it =
                  s.connection()
                      .createStatement(
                          ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
              s.keep(
                  "rows", it.executeQuery(s.sql("SELECT id, name, qty FROM {s}.item ORDER BY id")));
            })
        .then(
            s -> {
              ResultSet rows = s.keptRows("rows");
              rows.getConcurrency();
              rows.next();
              rows.updateString("name", "updated");
              rows.updateRow();
              rows.rowUpdated();
              rows.getString(2);
              rows.updateInt(3, 99);
              rows.cancelRowUpdates();
              rows.getInt(3);
              rows.moveToInsertRow();
              rows.updateLong(1, 50);
              rows.updateString(2, "inserted");
              rows.updateNull(3);
              rows.insertRow();
              rows.moveToCurrentRow();
              rows.getString(2);
              rows.last();
              rows.deleteRow();
              rows.absolute(3);
              rows.updateInt(3, -5);
            })
        .then(s -> s.keptRows("rows").updateRow())
        .then(s -> s.keptRows("rows").refreshRow())
        .then(s -> s.keptRows("rows").updateInt("nothing", 1))
        .then(s -> s.keptRows("rows").updateInt(9, 1))
        .then(s -> s.keptRows("rows").insertRow())
        .then(s -> s.run("SELECT id, name, qty FROM {s}.item ORDER BY id"))
        .then(
            s -> {
              Statement it =
                  s.connection()
                      .createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE);
              s.keep("view", it.executeQuery(s.sql("SELECT count(*) FROM {s}.item")));
            })
        .then(s -> s.keptRows("view").next())
        .then(s -> s.keptRows("view").updateInt(1, 1))
        .then(
            s ->
                s.connection()
                    .prepareStatement(
                        s.sql("SELECT id, name FROM {s}.item WHERE id = 1"),
                        ResultSet.TYPE_SCROLL_INSENSITIVE,
                        ResultSet.CONCUR_UPDATABLE)
                    .executeQuery()
                    .next());
  }

  /** Every update method, on a column that may or may not take it. */
  private static Program updaters() {
    Program program =
        Program.named("every update method")
            .then(s -> s.connection().setAutoCommit(false))
            .then(
                s -> {
                  Statement it =
                      s.connection()
                          .createStatement(
                              ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                  s.keep(
                      "rows",
                      it.executeQuery(s.sql("SELECT id, t, i4, by FROM {s}.kinds ORDER BY id")));
                  s.keptRows("rows").next();
                });
    List<Method> updaters =
        Arrays.stream(ResultSet.class.getDeclaredMethods())
            .filter(method -> method.getName().startsWith("update"))
            .filter(method -> method.getParameterCount() > 0)
            .sorted(Comparator.comparing(Method::toString))
            .toList();
    for (Method updater : updaters) {
      program =
          program.then(
              s -> {
                s.keep("savepoint", s.connection().setSavepoint());
                attempt(() -> Sweep.call(updater, s.keptRows("rows"), s, 2, "t"));
                attempt(() -> s.keptRows("rows").updateRow());
                s.connection().rollback(s.keptSavepoint("savepoint"));
                attempt(() -> s.keptRows("rows").cancelRowUpdates());
              });
    }
    return program.then(s -> s.connection().commit());
  }

  private static Program arrays() {
    return Program.named("arrays")
        .then(
            s ->
                s.keep(
                    "rows",
                    s.statement()
                        .executeQuery(
                            s.sql(
                                "SELECT ia, ta, ARRAY[[1,2],[3,4]], NULL::int[] FROM {s}.kinds ORDER BY id"))))
        .then(s -> s.keptRows("rows").next())
        .then(s -> s.keep("array", s.keptRows("rows").getArray(1)))
        .then(
            s -> {
              Array array = s.kept("array", Array.class);
              array.getBaseType();
              array.getBaseTypeName();
              array.getArray();
              array.getArray(Map.of());
              array.getArray(2, 1);
              String unused = array.toString();
            })
        .then(s -> s.kept("array", Array.class).getArray(9, 9))
        .then(s -> s.kept("array", Array.class).getArray(1, 1, Map.of()))
        .then(s -> s.read(s.kept("array", Array.class).getResultSet()))
        .then(s -> s.read(s.kept("array", Array.class).getResultSet(Map.of())))
        .then(s -> s.read(s.kept("array", Array.class).getResultSet(1, 2)))
        .then(s -> s.read(s.kept("array", Array.class).getResultSet(1, 2, Map.of())))
        .then(s -> s.kept("array", Array.class).getResultSet().getStatement().getConnection())
        .then(s -> s.read(s.keptRows("rows").getArray(3).getResultSet()))
        .then(s -> s.keptRows("rows").getArray("ta").getArray())
        .then(s -> s.keptRows("rows").getArray(4))
        .then(s -> s.keptRows("rows").getObject(1))
        .then(
            s -> {
              java.sql.PreparedStatement read =
                  s.prepare("SELECT id FROM {s}.item WHERE id = ANY (?) ORDER BY id");
              read.setArray(1, s.kept("array", Array.class));
              s.read(read.executeQuery());
            })
        .then(s -> s.kept("array", Array.class).free())
        .then(s -> s.kept("array", Array.class).getArray());
  }

  private static Program largeObjects() {
    return Program.named("large objects of a result")
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("UPDATE {s}.kinds SET o = lo_from_bytea(0, '\\x616263') WHERE id = 1"))
        .then(
            s ->
                s.keep(
                    "rows",
                    s.statement()
                        .executeQuery(
                            s.sql("SELECT o, o AS again, t FROM {s}.kinds WHERE id = 1"))))
        .then(s -> s.keptRows("rows").next())
        .then(
            s -> {
              java.sql.Blob blob = s.keptRows("rows").getBlob(1);
              s.keep("blob", blob);
              blob.length();
              blob.getBytes(1, 2);
              blob.getBinaryStream();
              blob.getBinaryStream(2, 2);
              blob.position(new byte[] {98}, 1);
              blob.position(blob, 1);
              blob.setBytes(1, new byte[] {65});
              blob.setBytes(2, new byte[] {65, 66, 67}, 1, 1);
              blob.getBytes(1, 3);
              blob.setBinaryStream(1).close();
              blob.truncate(2);
              blob.length();
            })
        .then(s -> s.kept("blob", java.sql.Blob.class).getBytes(0, 1))
        .then(s -> s.kept("blob", java.sql.Blob.class).free())
        .then(s -> s.kept("blob", java.sql.Blob.class).length())
        .then(
            s -> {
              java.sql.Clob clob = s.keptRows("rows").getClob(2);
              s.keep("clob", clob);
              clob.length();
              clob.getSubString(1, 2);
              clob.getAsciiStream();
              clob.getCharacterStream();
            })
        .then(s -> s.kept("clob", java.sql.Clob.class).getCharacterStream(1, 1))
        .then(s -> s.kept("clob", java.sql.Clob.class).position("A", 1))
        .then(
            s ->
                s.kept("clob", java.sql.Clob.class)
                    .position(s.kept("clob", java.sql.Clob.class), 1))
        .then(s -> s.kept("clob", java.sql.Clob.class).setString(1, "x"))
        .then(s -> s.kept("clob", java.sql.Clob.class).setString(1, "x", 0, 1))
        .then(s -> s.kept("clob", java.sql.Clob.class).setAsciiStream(1))
        .then(s -> s.kept("clob", java.sql.Clob.class).setCharacterStream(1))
        .then(s -> s.kept("clob", java.sql.Clob.class).truncate(1))
        .then(s -> s.kept("clob", java.sql.Clob.class).free())
        .then(s -> s.run("SELECT lo_unlink(o) FROM {s}.kinds WHERE id = 1"))
        .then(s -> s.run("UPDATE {s}.kinds SET o = 42 WHERE id = 1"))
        .then(s -> s.connection().commit())
        .then(s -> s.connection().setAutoCommit(true))
        .then(
            s ->
                s.keep(
                    "rows",
                    s.statement().executeQuery(s.sql("SELECT o FROM {s}.kinds WHERE id = 1"))))
        .then(s -> s.keptRows("rows").next())
        .then(s -> s.keptRows("rows").getBlob(1).length());
  }

  private static Program xml() {
    return Program.named("XML")
        .then(
            s ->
                s.keep(
                    "rows",
                    s.statement().executeQuery(s.sql("SELECT x FROM {s}.kinds WHERE id = 1"))))
        .then(s -> s.keptRows("rows").next())
        .then(s -> s.keep("xml", s.keptRows("rows").getSQLXML(1)))
        .then(s -> s.kept("xml", java.sql.SQLXML.class).getString())
        .then(s -> s.kept("xml", java.sql.SQLXML.class).getCharacterStream())
        .then(s -> s.kept("xml", java.sql.SQLXML.class).getBinaryStream())
        .then(
            s ->
                s.note(
                    "source",
                    s.kept("xml", java.sql.SQLXML.class)
                        .getSource(javax.xml.transform.dom.DOMSource.class)
                        .getClass()
                        .getName()))
        .then(s -> s.kept("xml", java.sql.SQLXML.class).setString("<no/>"))
        .then(s -> s.kept("xml", java.sql.SQLXML.class).free())
        .then(s -> s.kept("xml", java.sql.SQLXML.class).getString())
        .then(
            s ->
                s.note(
                    "result",
                    s.connection()
                        .createSQLXML()
                        .setResult(javax.xml.transform.stream.StreamResult.class)
                        .getClass()
                        .getName()))
        .then(s -> s.note("stream", s.connection().createSQLXML().setBinaryStream() == null))
        .then(s -> s.note("writer", s.connection().createSQLXML().setCharacterStream() == null));
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
