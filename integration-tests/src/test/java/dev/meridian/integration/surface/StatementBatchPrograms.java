package dev.meridian.integration.surface;

import java.sql.Statement;
import java.util.List;

/** Batches and generated keys of plain statements. */
final class StatementBatchPrograms {

  private StatementBatchPrograms() {}

  static List<Program> all() {
    return List.of(keys(), batches(), failingBatches());
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
}
