package dev.meridian.integration.surface;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowIdLifetime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** All metadata there is. */
final class MetaDataPrograms {

  private MetaDataPrograms() {}

  static List<Program> all() {
    return List.of(database(), databaseByArguments(), results());
  }

  private static List<Method> methods(Class<?> face) {
    return Arrays.stream(face.getDeclaredMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }

  private static void all(Object metadata, Class<?> face, int index) throws Exception {
    for (Method method : methods(face)) {
      if (method.getParameterCount() == 0) {
        method.invoke(metadata);
      } else if (method.getParameterTypes()[0] == int.class) {
        method.invoke(metadata, index);
      }
    }
  }

  static void columns(ResultSetMetaData columns) throws Exception {
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      all(columns, ResultSetMetaData.class, i);
    }
  }

  static void parameters(ParameterMetaData parameters) throws Exception {
    for (int i = 1; i <= parameters.getParameterCount(); i++) {
      all(parameters, ParameterMetaData.class, i);
    }
  }

  /** Every method of the database's metadata that takes nothing. */
  private static Program database() {
    Program program = Program.named("metadata of the database");
    for (Method method : methods(DatabaseMetaData.class)) {
      if (method.getParameterCount() == 0) {
        program =
            program.then(
                s -> {
                  Object answer = method.invoke(s.connection().getMetaData());
                  if (answer instanceof ResultSet rows) {
                    s.read(rows);
                  }
                });
      }
    }
    return program;
  }

  /** Every method that takes something. */
  private static Program databaseByArguments() {
    Program program = Program.named("metadata of tables, columns and routines");
    for (Method method : methods(DatabaseMetaData.class)) {
      if (method.getParameterCount() > 0
          && Arrays.stream(method.getParameterTypes()).noneMatch(type -> type == Class.class)
          && !method.getName().equals("getCrossReference")) {
        program =
            program.then(
                s -> {
                  Object answer = method.invoke(s.connection().getMetaData(), arguments(method, s));
                  if (answer instanceof ResultSet rows) {
                    s.read(rows);
                  }
                });
      }
    }
    return program
        .then(
            s ->
                s.read(
                    s.connection()
                        .getMetaData()
                        .getCrossReference(null, s.sql("{s}"), "item", null, s.sql("{s}"), "note")))
        .then(
            s ->
                s.read(
                    s.connection()
                        .getMetaData()
                        .getTables(null, s.sql("{s}"), "%", new String[] {"TABLE", "VIEW"})))
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("CREATE TABLE {s}.fresh (a int PRIMARY KEY, b text)"))
        .then(
            s -> s.read(s.connection().getMetaData().getColumns(null, s.sql("{s}"), "fresh", "%")))
        .then(s -> s.connection().rollback())
        .then(s -> s.connection().setAutoCommit(true))
        .then(s -> s.run("CREATE TABLE {s}.fresh (a int PRIMARY KEY, b text)"))
        .then(
            s -> s.read(s.connection().getMetaData().getColumns(null, s.sql("{s}"), "fresh", "%")))
        .then(s -> s.run("DROP TABLE {s}.fresh"))
        .then(
            s -> s.read(s.connection().getMetaData().getColumns(null, s.sql("{s}"), "fresh", "%")))
        .then(s -> s.connection().getMetaData().isWrapperFor(DatabaseMetaData.class))
        .then(s -> s.connection().getMetaData().isWrapperFor(List.class))
        .then(s -> s.connection().getMetaData().unwrap(DatabaseMetaData.class))
        .then(s -> s.connection().getMetaData().unwrap(List.class));
  }

  /** A catalogue, a schema pattern, a table, a column; in whatever order the method has them. */
  private static Object[] arguments(Method method, Stage stage) {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    int texts = 0;
    for (int i = 0; i < types.length; i++) {
      if (types[i] == int.class) {
        arguments[i] = ResultSet.TYPE_FORWARD_ONLY;
      } else if (types[i] == boolean.class) {
        arguments[i] = true;
      } else if (types[i] == String.class) {
        texts++;
        arguments[i] = texts == 2 ? stage.sql("{s}") : texts == 3 ? pattern(method) : "%";
        if (texts == 1) {
          arguments[i] = method.getParameterCount() == 1 ? "x" : null;
        }
      } else {
        arguments[i] = null;
      }
    }
    return arguments;
  }

  private static String pattern(Method method) {
    return switch (method.getName()) {
      case "getImportedKeys" -> "note";
      case "getExportedKeys",
          "getPrimaryKeys",
          "getBestRowIdentifier",
          "getVersionColumns",
          "getIndexInfo",
          "getColumnPrivileges" ->
          "item";
      default -> "%";
    };
  }

  private static Program results() {
    return Program.named("metadata of results")
        .then(
            s -> columns(s.statement().executeQuery(s.sql("SELECT * FROM {s}.item")).getMetaData()))
        .then(
            s ->
                columns(s.statement().executeQuery(s.sql("SELECT * FROM {s}.kinds")).getMetaData()))
        .then(
            s ->
                columns(
                    s.statement()
                        .executeQuery(
                            s.sql(
                                "SELECT count(*) AS n, id AS label, name || 'x' FROM {s}.cheap GROUP BY id, name"))
                        .getMetaData()))
        .then(s -> s.keep("columns", s.statement().executeQuery("SELECT 1").getMetaData()))
        .then(s -> s.kept("columns", ResultSetMetaData.class).getColumnName(0))
        .then(s -> s.kept("columns", ResultSetMetaData.class).getColumnName(2))
        .then(s -> s.kept("columns", ResultSetMetaData.class).isWrapperFor(List.class))
        .then(s -> s.kept("columns", ResultSetMetaData.class).unwrap(List.class))
        .then(s -> s.prepare("SELECT ?::int").getParameterMetaData().getParameterType(2))
        .then(s -> s.prepare("SELECT ?::int").getParameterMetaData().isWrapperFor(List.class))
        .then(s -> s.prepare("SELECT ?::int").getParameterMetaData().unwrap(List.class))
        .then(
            s ->
                s.note(
                    "lifetime",
                    s.connection().getMetaData().getRowIdLifetime()
                        == RowIdLifetime.ROWID_UNSUPPORTED));
  }
}
