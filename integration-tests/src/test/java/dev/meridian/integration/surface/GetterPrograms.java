package dev.meridian.integration.surface;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What results are asked for: every getter on every type, objects, wrong columns. */
final class GetterPrograms {

  private static final String[] KINDS = {
    "i2", "i4", "i8", "f4", "f8", "n", "b", "c", "v", "t", "by", "d", "ti", "tz", "ts", "tsz", "iv",
    "u", "j", "jb", "bi", "vb", "p", "ip", "m", "ia", "ta", "mo", "x", "o"
  };

  private GetterPrograms() {}

  static List<Program> all() {
    return List.of(getters(int.class), getters(String.class), objects(), wrongColumns());
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
                    Attempt.quietly(
                        () -> Sweep.call(getter, s.keptRows("rows"), s, column + 2, KINDS[column]));
                  }
                  s.keptRows("rows").wasNull();
                });
      }
    }
    return program.then(s -> s.connection().rollback());
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
                  Attempt.quietly(() -> s.keptRows("rows").getObject(kind, type));
                }
                Attempt.quietly(() -> s.keptRows("rows").getObject(kind, Map.of()));
                Attempt.quietly(() -> s.keptRows("rows").getObject(kind, (Class<?>) null));
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
}
