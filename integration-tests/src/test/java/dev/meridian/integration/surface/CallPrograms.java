package dev.meridian.integration.surface;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.Types;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Calls of functions and procedures. */
final class CallPrograms {

  private CallPrograms() {}

  static List<Program> all() {
    return List.of(functions(), procedures(), cursors(), outParameters(), byName(), wrong());
  }

  private static CallableStatement call(Stage stage, String sql) throws java.sql.SQLException {
    return stage.connection().prepareCall(stage.sql(sql));
  }

  private static CallableStatement kept(Stage stage) {
    return stage.kept("it", CallableStatement.class);
  }

  private static Program functions() {
    return Program.named("calls of functions")
        .then(s -> s.keep("it", call(s, "{? = call {s}.twice(?)}")))
        .then(s -> kept(s).registerOutParameter(1, Types.INTEGER))
        .then(s -> kept(s).setInt(2, 21))
        .then(s -> kept(s).execute())
        .then(s -> kept(s).getInt(1))
        .then(s -> kept(s).wasNull())
        .then(s -> kept(s).getObject(1))
        .then(s -> kept(s).getString(1))
        .then(s -> kept(s).setInt(2, 4))
        .then(s -> kept(s).executeUpdate())
        .then(s -> kept(s).getInt(1))
        .then(s -> s.keep("it", call(s, "{call {s}.twice(?)}")))
        .then(s -> kept(s).setInt(1, 3))
        .then(s -> s.read(kept(s).executeQuery()))
        .then(s -> s.keep("it", call(s, "{? = call {s}.both_ways(?, ?)}")))
        .then(s -> s.keep("it", call(s, "{call {s}.both_ways(?, ?, ?)}")))
        .then(
            s -> {
              CallableStatement it = kept(s);
              it.setInt(1, 1);
              it.setInt(2, 2);
              it.registerOutParameter(2, Types.INTEGER);
              it.registerOutParameter(3, Types.VARCHAR);
              it.execute();
              it.getInt(2);
              it.getString(3);
              it.getObject(3, String.class);
            })
        .then(s -> s.keep("it", call(s, "{? = call {s}.add_item(?)}")))
        .then(s -> kept(s).registerOutParameter(1, Types.BIGINT))
        .then(s -> kept(s).setString(2, "called"))
        .then(s -> kept(s).execute())
        .then(s -> kept(s).getLong(1))
        .then(s -> s.keep("it", call(s, "{call {s}.fail(?)}")))
        .then(s -> kept(s).setString(1, "call"))
        .then(s -> kept(s).execute())
        .then(
            s ->
                s.keep(
                    "it",
                    s.connection()
                        .prepareCall(
                            "SELECT 1", ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)))
        .then(s -> s.read(kept(s).executeQuery()))
        .then(
            s ->
                s.keep(
                    "it",
                    s.connection()
                        .prepareCall(
                            "SELECT 1",
                            ResultSet.TYPE_FORWARD_ONLY,
                            ResultSet.CONCUR_READ_ONLY,
                            ResultSet.HOLD_CURSORS_OVER_COMMIT)))
        .then(s -> kept(s).execute());
  }

  private static Program procedures() {
    return Program.named("calls of procedures")
        .then(s -> s.keep("it", call(s, "CALL {s}.rename(?, ?)")))
        .then(s -> kept(s).setLong(1, 1))
        .then(s -> kept(s).setString(2, "renamed"))
        .then(s -> kept(s).registerOutParameter(2, Types.VARCHAR))
        .then(s -> kept(s).execute())
        .then(s -> kept(s).getString(2))
        .then(s -> s.run("SELECT name FROM {s}.item WHERE id = 1"))
        .then(s -> s.keep("it", call(s, "{call {s}.rename(?, ?)}")))
        .then(s -> kept(s).setLong(1, 1))
        .then(s -> kept(s).setString(2, "again"))
        .then(s -> kept(s).execute())
        .then(s -> kept(s).addBatch())
        .then(s -> kept(s).executeBatch());
  }

  private static Program cursors() {
    return Program.named("calls that return a cursor")
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.keep("it", call(s, "{? = call {s}.cursor_of(?)}")))
        .then(s -> kept(s).registerOutParameter(1, Types.REF_CURSOR))
        .then(s -> kept(s).setLong(2, 2))
        .then(s -> kept(s).execute())
        .then(s -> s.read((ResultSet) kept(s).getObject(1)))
        .then(s -> s.connection().commit())
        .then(s -> s.keep("it", call(s, "{? = call {s}.cursor_of(?)}")))
        .then(s -> kept(s).registerOutParameter(1, Types.OTHER))
        .then(s -> kept(s).setLong(2, 1))
        .then(s -> kept(s).execute())
        .then(s -> s.read(kept(s).getObject(1, ResultSet.class)))
        .then(s -> s.connection().rollback())
        .then(
            s -> {
              try (java.sql.Statement statement = s.statement()) {
                ResultSet rows = statement.executeQuery(s.sql("SELECT {s}.cursor_of(1)"));
                rows.next();
                s.read((ResultSet) rows.getObject(1));
              }
            })
        .then(s -> s.connection().commit());
  }

  /** Every getter, of an out parameter of each of some types. */
  private static Program outParameters() {
    Program program = Program.named("every getter of an out parameter");
    String[][] kinds = {
      {"int4", "42", String.valueOf(Types.INTEGER)},
      {"text", "'7'", String.valueOf(Types.VARCHAR)},
      {"bool", "true", String.valueOf(Types.BIT)},
      {"numeric", "1.25", String.valueOf(Types.NUMERIC)},
      {"date", "'2024-02-29'", String.valueOf(Types.DATE)},
      {"timestamp", "'2024-02-29 01:02:03'", String.valueOf(Types.TIMESTAMP)},
      {"bytea", "'\\x01'", String.valueOf(Types.BINARY)},
      {"int4[]", "'{1,2}'", String.valueOf(Types.ARRAY)},
      {"int4", "NULL", String.valueOf(Types.INTEGER)},
    };
    for (String[] kind : kinds) {
      program =
          program
              .then(
                  s ->
                      s.run(
                          "CREATE OR REPLACE FUNCTION {s}.out_"
                              + kind[2].replace("-", "m")
                              + "() RETURNS "
                              + kind[0]
                              + " LANGUAGE sql AS $$ SELECT "
                              + kind[1]
                              + "::"
                              + kind[0]
                              + " $$"))
              .then(
                  s ->
                      s.keep(
                          "it", call(s, "{? = call {s}.out_" + kind[2].replace("-", "m") + "()}")))
              .then(s -> kept(s).registerOutParameter(1, Integer.parseInt(kind[2])))
              .then(s -> kept(s).execute());
      for (Method method : getters()) {
        program = program.then(s -> Sweep.call(method, kept(s), s));
      }
      program =
          program
              .then(s -> kept(s).wasNull())
              .then(s -> s.run("DROP FUNCTION {s}.out_" + kind[2].replace("-", "m")));
    }
    return program;
  }

  private static List<Method> getters() {
    return Arrays.stream(CallableStatement.class.getDeclaredMethods())
        .filter(method -> method.getName().startsWith("get"))
        .filter(method -> method.getParameterTypes()[0] == int.class)
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }

  /** What pgjdbc does not offer: parameters by name. */
  private static Program byName() {
    Program program =
        Program.named("parameters by name")
            .then(s -> s.keep("it", call(s, "{? = call {s}.twice(?)}")));
    List<Method> methods =
        Arrays.stream(CallableStatement.class.getDeclaredMethods())
            .filter(method -> method.getParameterCount() > 0)
            .filter(method -> method.getParameterTypes()[0] == String.class)
            .sorted(Comparator.comparing(Method::toString))
            .toList();
    for (Method method : methods) {
      program = program.then(s -> Sweep.call(method, kept(s), s));
    }
    return program;
  }

  private static Program wrong() {
    return Program.named("calls that are wrong")
        .then(s -> s.connection().prepareCall("{call nothing("))
        .then(s -> s.connection().prepareCall("{? = call}"))
        .then(s -> s.connection().prepareCall("{"))
        .then(s -> s.connection().prepareCall(null))
        .then(s -> s.connection().prepareCall("{call f()}", 9, 9))
        .then(s -> s.keep("it", call(s, "{? = call {s}.twice(?)}")))
        .then(s -> kept(s).execute())
        .then(s -> kept(s).getInt(1))
        .then(s -> kept(s).setInt(2, 1))
        .then(s -> kept(s).execute())
        .then(s -> kept(s).registerOutParameter(9, Types.INTEGER))
        .then(s -> kept(s).registerOutParameter(0, Types.INTEGER))
        .then(s -> kept(s).registerOutParameter(1, Types.INTEGER, 2))
        .then(s -> kept(s).registerOutParameter(1, Types.INTEGER, "int4"))
        .then(s -> kept(s).registerOutParameter(1, JDBCType.INTEGER))
        .then(s -> kept(s).registerOutParameter(1, JDBCType.INTEGER, 2))
        .then(s -> kept(s).registerOutParameter(1, JDBCType.INTEGER, "int4"))
        .then(s -> kept(s).registerOutParameter(1, Types.VARCHAR))
        .then(s -> kept(s).execute())
        .then(s -> kept(s).getInt(1))
        .then(s -> kept(s).getInt(2))
        .then(s -> kept(s).wasNull())
        .then(s -> s.keep("it", call(s, "{? = call {s}.nothing(?)}")))
        .then(s -> kept(s).registerOutParameter(1, Types.INTEGER))
        .then(s -> kept(s).setInt(2, 1))
        .then(s -> kept(s).execute())
        .then(s -> kept(s).close())
        .then(s -> kept(s).getInt(1))
        .then(s -> kept(s).registerOutParameter(1, Types.INTEGER))
        .then(s -> kept(s).wasNull())
        .then(s -> kept(s).execute());
  }
}
