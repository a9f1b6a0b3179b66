package dev.meridian.integration.surface;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Batches and generated keys of prepared statements. */
final class PreparedBatchPrograms {

  private PreparedBatchPrograms() {}

  static List<Program> all() {
    return List.of(keys(), batches(), failingBatches());
  }

  private static Program keys() {
    String insert = "INSERT INTO {s}.item (name) VALUES (?)";
    return Program.named("generated keys of a prepared statement")
        .then(
            s ->
                s.keep(
                    "all",
                    s.connection()
                        .prepareStatement(s.sql(insert), Statement.RETURN_GENERATED_KEYS)))
        .then(s -> s.keptPrepared("all").setString(1, "a"))
        .then(s -> s.keptPrepared("all").executeUpdate())
        .then(s -> s.read(s.keptPrepared("all").getGeneratedKeys()))
        .then(s -> s.keptPrepared("all").executeQuery())
        .then(
            s ->
                s.keep("some", s.connection().prepareStatement(s.sql(insert), new String[] {"id"})))
        .then(s -> s.keptPrepared("some").setString(1, "b"))
        .then(s -> s.keptPrepared("some").addBatch())
        .then(s -> s.keptPrepared("some").setString(1, "c"))
        .then(s -> s.keptPrepared("some").addBatch())
        .then(s -> s.keptPrepared("some").executeBatch())
        .then(s -> s.read(s.keptPrepared("some").getGeneratedKeys()))
        .then(
            s ->
                s.keep(
                    "none",
                    s.connection().prepareStatement(s.sql(insert), Statement.NO_GENERATED_KEYS)))
        .then(s -> s.keptPrepared("none").setString(1, "d"))
        .then(s -> s.keptPrepared("none").execute())
        .then(s -> s.read(s.keptPrepared("none").getGeneratedKeys()))
        .then(s -> s.connection().prepareStatement(s.sql(insert), new int[] {1}))
        .then(s -> s.connection().prepareStatement(s.sql(insert), new int[0]))
        .then(s -> s.connection().prepareStatement(s.sql(insert), new String[0]))
        .then(s -> s.connection().prepareStatement(s.sql(insert), 99))
        .then(
            s ->
                s.keep(
                    "wrong",
                    s.connection().prepareStatement(s.sql(insert), new String[] {"nothing"})))
        .then(s -> s.keptPrepared("wrong").setString(1, "e"))
        .then(s -> s.keptPrepared("wrong").executeUpdate());
  }

  private static Program batches() {
    return Program.named("batches of a prepared statement")
        .then(s -> s.keep("it", s.prepare("INSERT INTO {s}.item (name, qty) VALUES (?, ?)")))
        .then(s -> s.keptPrepared("it").executeBatch())
        .then(s -> s.keptPrepared("it").addBatch())
        .then(s -> s.keptPrepared("it").clearBatch())
        .then(
            s -> {
              PreparedStatement it = s.keptPrepared("it");
              for (int i = 0; i < 20; i++) {
                it.setString(1, "batch " + i);
                it.setInt(2, i);
                it.addBatch();
              }
              it.executeBatch();
            })
        .then(s -> s.keptPrepared("it").executeUpdate())
        .then(s -> s.keptPrepared("it").setString(1, "after"))
        .then(s -> s.keptPrepared("it").executeUpdate())
        .then(s -> s.keptPrepared("it").setString(1, "cleared"))
        .then(s -> s.keptPrepared("it").addBatch())
        .then(s -> s.keptPrepared("it").clearBatch())
        .then(s -> s.keptPrepared("it").executeBatch())
        .then(s -> s.keptPrepared("it").setString(1, "large"))
        .then(s -> s.keptPrepared("it").addBatch())
        .then(s -> s.keptPrepared("it").executeLargeBatch())
        .then(s -> s.keep("read", s.prepare("SELECT ?::int")))
        .then(s -> s.keptPrepared("read").setInt(1, 1))
        .then(s -> s.keptPrepared("read").addBatch())
        .then(s -> s.keptPrepared("read").executeBatch())
        .then(s -> s.read(s.keptPrepared("read").executeQuery()))
        .then(s -> s.keptPrepared("it").addBatch("SELECT 1"));
  }

  private static Program failingBatches() {
    return Program.named("batches of a prepared statement that fail")
        .then(s -> s.keep("it", s.prepare("INSERT INTO {s}.item (name, qty) VALUES (?, ?)")))
        .then(s -> fill(s.keptPrepared("it"), "x", "one", "y"))
        .then(s -> s.keptPrepared("it").executeBatch())
        .then(s -> s.run("SELECT name FROM {s}.item ORDER BY id"))
        .then(s -> fill(s.keptPrepared("it"), "two"))
        .then(s -> s.keptPrepared("it").executeLargeBatch())
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> fill(s.keptPrepared("it"), "p", "q", "p", "r"))
        .then(s -> s.keptPrepared("it").executeBatch())
        .then(s -> s.run("SELECT 1"))
        .then(s -> s.connection().rollback())
        .then(
            s ->
                s.keep(
                    "keyed",
                    s.connection()
                        .prepareStatement(
                            s.sql("INSERT INTO {s}.item (name, qty) VALUES (?, ?)"),
                            new String[] {"id"})))
        .then(s -> fill(s.keptPrepared("keyed"), "k", "k", "l"))
        .then(s -> s.keptPrepared("keyed").executeBatch())
        .then(s -> s.connection().commit())
        .then(s -> s.run("SELECT name FROM {s}.item ORDER BY id"));
  }

  private static void fill(PreparedStatement it, String... names) throws SQLException {
    for (String name : names) {
      it.setString(1, name);
      it.setInt(2, 1);
      it.addBatch();
    }
  }
}
