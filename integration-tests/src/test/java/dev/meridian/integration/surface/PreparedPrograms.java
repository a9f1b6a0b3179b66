package dev.meridian.integration.surface;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;

/** Prepared statements: executions, reuse, metadata, errors, the end. */
final class PreparedPrograms {

  private PreparedPrograms() {}

  static List<Program> all() {
    return List.of(
        executions(), reuse(), metadata(), textsOnPrepared(), badPreparation(), closed());
  }

  private static Program executions() {
    return Program.named("executions of a prepared statement")
        .then(
            s ->
                s.keep(
                    "read", s.prepare("SELECT id, name FROM {s}.item WHERE id >= ? ORDER BY id")))
        .then(s -> show(s.keptPrepared("read")))
        .then(s -> s.keptPrepared("read").setLong(1, 2))
        .then(s -> show(s.keptPrepared("read")))
        .then(s -> s.read(s.keptPrepared("read").executeQuery()))
        .then(s -> s.keptPrepared("read").execute())
        .then(s -> s.read(s.keptPrepared("read").getResultSet()))
        .then(s -> s.keptPrepared("read").executeUpdate())
        .then(s -> s.keptPrepared("read").executeLargeUpdate())
        .then(s -> s.keep("write", s.prepare("UPDATE {s}.item SET qty = ? WHERE id >= ?")))
        .then(s -> s.keptPrepared("write").setInt(1, 4))
        .then(s -> s.keptPrepared("write").setInt(2, 2))
        .then(s -> s.keptPrepared("write").executeUpdate())
        .then(s -> s.keptPrepared("write").executeLargeUpdate())
        .then(s -> s.keptPrepared("write").execute())
        .then(s -> s.keptPrepared("write").getUpdateCount())
        .then(s -> s.keptPrepared("write").executeQuery())
        .then(s -> s.read(s.keptPrepared("read").executeQuery()))
        .then(s -> s.keep("two", s.prepare("SELECT ?::int; SELECT ?::int")))
        .then(s -> s.keptPrepared("two").setInt(1, 1))
        .then(s -> s.keptPrepared("two").setInt(2, 2))
        .then(s -> s.keptPrepared("two").execute())
        .then(s -> s.read(s.keptPrepared("two").getResultSet()))
        .then(s -> s.keptPrepared("two").getMoreResults())
        .then(s -> s.read(s.keptPrepared("two").getResultSet()))
        .then(s -> s.keep("say", s.prepare("SELECT {s}.say(?)")))
        .then(s -> s.keptPrepared("say").setString(1, "loud"))
        .then(s -> s.keptPrepared("say").execute())
        .then(s -> s.keptPrepared("say").getWarnings())
        .then(s -> s.keptPrepared("say").clearWarnings())
        .then(s -> s.keptPrepared("say").getWarnings())
        .then(s -> s.keptPrepared("read").setMaxRows(1))
        .then(s -> s.keptPrepared("read").setFetchSize(1))
        .then(s -> s.keptPrepared("read").setLong(1, 0))
        .then(s -> s.read(s.keptPrepared("read").executeQuery()))
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.read(s.keptPrepared("read").executeQuery()))
        .then(s -> s.connection().commit());
  }

  private static Program reuse() {
    Program program =
        Program.named("a prepared statement many times")
            .then(
                s ->
                    s.keep(
                        "read",
                        s.prepare("SELECT name, qty, tags, doc FROM {s}.item WHERE id = ?")))
            .then(s -> s.keep("write", s.prepare("UPDATE {s}.item SET qty = ? WHERE id = ?")))
            .then(
                s ->
                    s.unwatched(s.keptPrepared("read"), PreparedStatement.class)
                        .unwrap(org.postgresql.PGStatement.class)
                        .setPrepareThreshold(2));
    for (int i = 1; i <= 8; i++) {
      int round = i;
      program =
          program
              .then(
                  s -> {
                    s.keptPrepared("read").setLong(1, round % 3 + 1);
                    s.read(s.keptPrepared("read").executeQuery());
                  })
              .then(
                  s -> {
                    s.keptPrepared("write").setInt(1, round);
                    s.keptPrepared("write").setLong(2, round % 3 + 1);
                    s.keptPrepared("write").executeUpdate();
                  })
              .then(s -> s.connection().setAutoCommit(round % 4 < 2));
    }
    return program
        .then(s -> s.connection().setAutoCommit(true))
        .then(s -> s.run("ALTER TABLE {s}.note ALTER COLUMN text TYPE varchar(21)"))
        .then(s -> s.run("ALTER TABLE {s}.note ALTER COLUMN text TYPE varchar(20)"))
        .then(s -> s.run("DEALLOCATE ALL"))
        .then(s -> s.read(s.keptPrepared("read").executeQuery()))
        .then(s -> s.run("DISCARD ALL"))
        .then(s -> s.read(s.keptPrepared("read").executeQuery()));
  }

  private static Program metadata() {
    return Program.named("metadata of a prepared statement")
        .then(
            s ->
                s.keep(
                    "read",
                    s.prepare(
                        "SELECT id, name AS label, price FROM {s}.item WHERE id = ? AND name <> ?")))
        .then(s -> s.keptPrepared("read").getMetaData().getColumnCount())
        .then(s -> MetaDataPrograms.columns(s.keptPrepared("read").getMetaData()))
        .then(s -> MetaDataPrograms.parameters(s.keptPrepared("read").getParameterMetaData()))
        .then(
            s ->
                s.keep(
                    "write",
                    s.prepare("INSERT INTO {s}.item (name, price, seen) VALUES (?, ?, ?)")))
        .then(s -> s.keptPrepared("write").getMetaData())
        .then(s -> MetaDataPrograms.parameters(s.keptPrepared("write").getParameterMetaData()))
        .then(s -> s.keep("broken", s.prepare("SELECT * FROM {s}.nothing WHERE a = ?")))
        .then(s -> s.keptPrepared("broken").getMetaData())
        .then(s -> s.keptPrepared("broken").getParameterMetaData())
        .then(s -> s.run("CREATE TABLE {s}.fresh (a int)"))
        .then(s -> s.prepare("SELECT * FROM {s}.fresh").getMetaData().getColumnName(1))
        .then(
            s ->
                s.prepare("SELECT * FROM {s}.fresh WHERE a = ?")
                    .getParameterMetaData()
                    .getParameterCount())
        .then(s -> s.run("DROP TABLE {s}.fresh"))
        .then(s -> s.prepare("SELECT * FROM {s}.fresh").getMetaData())
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.prepare("SELECT * FROM {s}.note WHERE id = ?").getMetaData().getColumnCount())
        .then(s -> s.connection().commit());
  }

  private static Program textsOnPrepared() {
    return Program.named("texts on a prepared statement")
        .then(s -> s.keep("it", s.prepare("SELECT 1")))
        .then(s -> s.keptPrepared("it").executeQuery("SELECT 2"))
        .then(s -> s.keptPrepared("it").executeUpdate("SELECT 2"))
        .then(s -> s.keptPrepared("it").executeLargeUpdate("SELECT 2"))
        .then(s -> s.keptPrepared("it").execute("SELECT 2"))
        .then(s -> s.keptPrepared("it").execute("SELECT 2", 1))
        .then(s -> s.keptPrepared("it").executeUpdate("SELECT 2", 1))
        .then(s -> s.keptPrepared("it").execute("SELECT 2", new String[] {"a"}))
        .then(s -> s.keptPrepared("it").executeUpdate("SELECT 2", new int[] {1}));
  }

  private static Program badPreparation() {
    return Program.named("what cannot be prepared")
        .then(s -> s.connection().prepareStatement(null))
        .then(s -> s.connection().prepareStatement(""))
        .then(s -> s.connection().prepareStatement("").execute())
        .then(s -> s.prepare("SELECT {fn"))
        .then(s -> s.prepare("SELECT {nothing 1}"))
        .then(s -> s.prepare("SELECT 'unterminated"))
        .then(s -> s.prepare("SELECT $$unterminated"))
        .then(s -> s.prepare("SELECT (1"))
        .then(s -> s.connection().prepareStatement("SELECT 1", 9, ResultSet.CONCUR_READ_ONLY))
        .then(s -> s.connection().prepareStatement("SELECT 1", ResultSet.TYPE_FORWARD_ONLY, 9))
        .then(
            s ->
                s.connection()
                    .prepareStatement(
                        "SELECT 1", ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, 9))
        .then(
            s ->
                s.connection()
                    .prepareStatement(
                        "SELECT 1",
                        ResultSet.TYPE_SCROLL_INSENSITIVE,
                        ResultSet.CONCUR_READ_ONLY,
                        ResultSet.CLOSE_CURSORS_AT_COMMIT)
                    .getResultSetType())
        .then(
            s ->
                s.connection()
                    .prepareStatement(
                        "SELECT 1", ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)
                    .executeQuery()
                    .last())
        .then(s -> s.prepare("SELEC ?").setInt(1, 1))
        .then(s -> s.prepare("SELEC ?").executeQuery())
        .then(s -> s.prepare("SELECT * FROM {s}.nothing").executeQuery());
  }

  private static Program closed() {
    return Program.named("a closed prepared statement")
        .then(s -> s.keep("it", s.prepare("SELECT ?::int")))
        .then(s -> s.keptPrepared("it").setInt(1, 1))
        .then(s -> s.read(s.keptPrepared("it").executeQuery()))
        .then(s -> s.keptPrepared("it").close())
        .then(s -> s.keptPrepared("it").setInt(1, 1))
        .then(s -> s.keptPrepared("it").setInt(9, 1))
        .then(s -> s.keptPrepared("it").executeQuery())
        .then(s -> s.keptPrepared("it").execute())
        .then(s -> s.keptPrepared("it").executeUpdate())
        .then(s -> s.keptPrepared("it").addBatch())
        .then(s -> s.keptPrepared("it").clearParameters())
        .then(s -> s.keptPrepared("it").getMetaData())
        .then(s -> s.keptPrepared("it").getParameterMetaData())
        .then(s -> show(s.keptPrepared("it")))
        .then(s -> s.keep("unused", s.prepare("SELECT ?::int")))
        .then(s -> s.keptPrepared("unused").close())
        .then(s -> s.keptPrepared("unused").setInt(1, 1))
        .then(s -> s.keptPrepared("unused").executeQuery())
        .then(s -> show(s.keptPrepared("unused")));
  }

  /** The call is what is compared, by the witness. */
  static void show(PreparedStatement statement) {
    String unused = statement.toString();
  }
}
