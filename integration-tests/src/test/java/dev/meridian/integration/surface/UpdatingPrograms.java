package dev.meridian.integration.surface;

import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Results that write: rows and every update method. */
final class UpdatingPrograms {

  private UpdatingPrograms() {}

  static List<Program> all() {
    return List.of(updating(), updaters());
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
                Attempt.quietly(() -> Sweep.call(updater, s.keptRows("rows"), s, 2, "t"));
                Attempt.quietly(() -> s.keptRows("rows").updateRow());
                s.connection().rollback(s.keptSavepoint("savepoint"));
                Attempt.quietly(() -> s.keptRows("rows").cancelRowUpdates());
              });
    }
    return program.then(s -> s.connection().commit());
  }
}
