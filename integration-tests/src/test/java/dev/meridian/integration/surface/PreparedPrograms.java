package dev.meridian.integration.surface;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;

/** Prepared statements: every setter, execution, batches, keys, metadata, errors. */
final class PreparedPrograms {

  private PreparedPrograms() {}

  static List<Program> all() {
    List<Program> all = new ArrayList<>();
    all.add(setters());
    all.add(streams());
    all.add(badParameters());
    all.add(executions());
    all.add(reuse());
    all.add(keys());
    all.add(batches());
    all.add(failingBatches());
    all.add(metadata());
    all.add(textsOnPrepared());
    all.add(badPreparation());
    all.add(closed());
    return all;
  }

  /** Sets the second parameter of an insertion. */
  @FunctionalInterface
  private interface Setter {
    void on(PreparedStatement statement, Stage stage) throws SQLException;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Calendar utc() {
    return Calendar.getInstance(TimeZone.getTimeZone("UTC"));
  }

  private static Program inserting(Program program, String column, Setter setter) {
    int id = 100 + program.steps().size();
    return program.then(
        s -> {
          try (PreparedStatement insert =
              s.prepare("INSERT INTO {s}.kinds (id, " + column + ") VALUES (?, ?)")) {
            insert.setInt(1, id);
            setter.on(insert, s);
            show(insert);
            insert.executeUpdate();
          }
          // Near again, with the same parameter where that may be compared.
          try (PreparedStatement read =
              s.prepare("SELECT id, " + column + " FROM {s}.kinds WHERE id = ?")) {
            read.setInt(1, id);
            s.read(read.executeQuery());
          }
        });
  }

  private static Program setters() {
    Date date = Date.valueOf("2024-02-29");
    Time time = Time.valueOf("12:34:56");
    Timestamp stamp = Timestamp.valueOf("2024-02-29 12:34:56.789");
    Program program = Program.named("every setter of a prepared statement");
    program = inserting(program, "b", (p, s) -> p.setBoolean(2, true));
    program = inserting(program, "i2", (p, s) -> p.setByte(2, (byte) 7));
    program = inserting(program, "i2", (p, s) -> p.setShort(2, (short) 8));
    program = inserting(program, "i4", (p, s) -> p.setInt(2, 9));
    program = inserting(program, "i8", (p, s) -> p.setLong(2, 10));
    program = inserting(program, "f4", (p, s) -> p.setFloat(2, 1.5f));
    program = inserting(program, "f8", (p, s) -> p.setDouble(2, 2.5));
    program = inserting(program, "n", (p, s) -> p.setBigDecimal(2, new BigDecimal("3.125")));
    program = inserting(program, "t", (p, s) -> p.setString(2, "it's \\ ünïcode"));
    program = inserting(program, "t", (p, s) -> p.setNString(2, "n"));
    program = inserting(program, "by", (p, s) -> p.setBytes(2, new byte[] {0, 1, -1}));
    program = inserting(program, "d", (p, s) -> p.setDate(2, date));
    program = inserting(program, "d", (p, s) -> p.setDate(2, date, utc()));
    program = inserting(program, "ti", (p, s) -> p.setTime(2, time));
    program = inserting(program, "tz", (p, s) -> p.setTime(2, time, utc()));
    program = inserting(program, "ts", (p, s) -> p.setTimestamp(2, stamp));
    program = inserting(program, "tsz", (p, s) -> p.setTimestamp(2, stamp, utc()));
    program = inserting(program, "t", (p, s) -> p.setNull(2, Types.VARCHAR));
    program = inserting(program, "j", (p, s) -> p.setNull(2, Types.OTHER, "json"));
    program = inserting(program, "t", (p, s) -> p.setObject(2, "object"));
    program = inserting(program, "n", (p, s) -> p.setObject(2, "4.5", Types.NUMERIC));
    program =
        inserting(
            program, "n", (p, s) -> p.setObject(2, new BigDecimal("4.567"), Types.NUMERIC, 1));
    program = inserting(program, "i4", (p, s) -> p.setObject(2, 5L, JDBCType.INTEGER));
    program = inserting(program, "n", (p, s) -> p.setObject(2, 6, JDBCType.NUMERIC, 2));
    program = inserting(program, "u", (p, s) -> p.setObject(2, new UUID(0, 42)));
    program = inserting(program, "d", (p, s) -> p.setObject(2, LocalDate.of(2024, 2, 29)));
    program = inserting(program, "ti", (p, s) -> p.setObject(2, LocalTime.of(1, 2, 3)));
    program =
        inserting(program, "ts", (p, s) -> p.setObject(2, LocalDateTime.of(2024, 2, 29, 1, 2)));
    program =
        inserting(
            program,
            "tsz",
            (p, s) ->
                p.setObject(2, OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 0, ZoneOffset.ofHours(3))));
    program = inserting(program, "mo", (p, s) -> p.setObject(2, "sad", Types.OTHER));
    program =
        inserting(
            program,
            "ia",
            (p, s) ->
                p.setArray(2, s.connection().createArrayOf("int4", new Integer[] {1, null, 3})));
    program = inserting(program, "ia", (p, s) -> p.setObject(2, new int[] {4, 5}));
    program = inserting(program, "ta", (p, s) -> p.setObject(2, new String[] {"a", "b\"c", null}));
    program = inserting(program, "ta", (p, s) -> p.setArray(2, null));
    program = inserting(program, "j", (p, s) -> p.setObject(2, object("json", "{\"k\": 1}")));
    program =
        inserting(
            program, "p", (p, s) -> p.setObject(2, new org.postgresql.geometric.PGpoint(1, 2)));
    program =
        inserting(
            program, "iv", (p, s) -> p.setObject(2, new org.postgresql.util.PGInterval("1 day")));
    program =
        inserting(
            program,
            "x",
            (p, s) -> {
              SQLXML xml = s.connection().createSQLXML();
              xml.setString("<x>1</x>");
              p.setSQLXML(2, xml);
            });
    program = inserting(program, "t", (p, s) -> p.setURL(2, null));
    program = inserting(program, "t", (p, s) -> p.setRowId(2, null));
    program = inserting(program, "t", (p, s) -> p.setRef(2, null));
    program = inserting(program, "tsz", (p, s) -> p.setObject(2, Instant.EPOCH));
    return program;
  }

  private static Object object(String type, String value) throws SQLException {
    org.postgresql.util.PGobject object = new org.postgresql.util.PGobject();
    object.setType(type);
    object.setValue(value);
    return object;
  }

  @SuppressWarnings("deprecation") // setUnicodeStream is part of the surface
  private static Program streams() {
    Program program = Program.named("parameters that are read once");
    program =
        inserting(
            program, "by", (p, s) -> p.setBinaryStream(2, new ByteArrayInputStream(bytes("ab"))));
    program =
        inserting(
            program,
            "by",
            (p, s) -> p.setBinaryStream(2, new ByteArrayInputStream(bytes("abc")), 2));
    program =
        inserting(
            program,
            "by",
            (p, s) -> p.setBinaryStream(2, new ByteArrayInputStream(bytes("abc")), 3L));
    program =
        inserting(
            program,
            "by",
            (p, s) -> p.setBinaryStream(2, new ByteArrayInputStream(bytes("abc")), -1));
    program =
        inserting(
            program, "t", (p, s) -> p.setAsciiStream(2, new ByteArrayInputStream(bytes("ab"))));
    program =
        inserting(
            program, "t", (p, s) -> p.setAsciiStream(2, new ByteArrayInputStream(bytes("abc")), 2));
    program =
        inserting(
            program,
            "t",
            (p, s) -> p.setAsciiStream(2, new ByteArrayInputStream(bytes("abc")), 3L));
    program =
        inserting(
            program,
            "t",
            (p, s) -> p.setUnicodeStream(2, new ByteArrayInputStream(bytes("abc")), 3));
    program = inserting(program, "t", (p, s) -> p.setCharacterStream(2, new StringReader("ab")));
    program =
        inserting(program, "t", (p, s) -> p.setCharacterStream(2, new StringReader("abc"), 2));
    program =
        inserting(program, "t", (p, s) -> p.setCharacterStream(2, new StringReader("abc"), 3L));
    program = inserting(program, "t", (p, s) -> p.setNCharacterStream(2, new StringReader("ab")));
    program =
        inserting(program, "t", (p, s) -> p.setNCharacterStream(2, new StringReader("ab"), 2L));
    program = inserting(program, "t", (p, s) -> p.setClob(2, new StringReader("ab")));
    program = inserting(program, "t", (p, s) -> p.setClob(2, new StringReader("ab"), 2L));
    program = inserting(program, "t", (p, s) -> p.setNClob(2, new StringReader("ab")));
    program = inserting(program, "t", (p, s) -> p.setNClob(2, new StringReader("ab"), 2L));
    program = inserting(program, "o", (p, s) -> p.setBlob(2, (java.sql.Blob) null));
    program = inserting(program, "o", (p, s) -> p.setClob(2, (java.sql.Clob) null));
    program = inserting(program, "t", (p, s) -> p.setNClob(2, (java.sql.NClob) null));
    program = program.then(s -> s.connection().setAutoCommit(false));
    // The object identifiers differ; only whether it works is compared.
    program =
        program.then(
            s -> {
              try (PreparedStatement insert = s.prepare("SELECT lo_get(?) = 'ab'")) {
                insert.setBlob(1, new ByteArrayInputStream(bytes("ab")));
                s.read(insert.executeQuery());
                insert.setBlob(1, new ByteArrayInputStream(bytes("ab")), 2L);
                s.read(insert.executeQuery());
              }
            });
    return program.then(s -> s.connection().rollback());
  }

  private static Program badParameters() {
    return Program.named("parameters that are wrong")
        .then(s -> s.keep("it", s.prepare("SELECT ?::int + ?::int")))
        .then(s -> s.keptPrepared("it").setInt(0, 1))
        .then(s -> s.keptPrepared("it").setInt(3, 1))
        .then(s -> s.keptPrepared("it").setInt(-1, 1))
        .then(s -> s.keptPrepared("it").setString(99, "x"))
        .then(s -> s.keptPrepared("it").setInt(1, 1))
        .then(s -> s.keptPrepared("it").executeQuery())
        .then(s -> s.keptPrepared("it").execute())
        .then(s -> s.keptPrepared("it").setInt(2, 2))
        .then(s -> s.read(s.keptPrepared("it").executeQuery()))
        .then(s -> s.keptPrepared("it").clearParameters())
        .then(s -> s.keptPrepared("it").executeQuery())
        .then(s -> s.keptPrepared("it").setObject(1, new Object()))
        .then(s -> s.keptPrepared("it").setObject(1, "x", Types.INTEGER))
        .then(s -> s.keptPrepared("it").setObject(1, "x", Types.ARRAY))
        .then(s -> s.keptPrepared("it").setObject(1, 1, 424242))
        .then(s -> s.keptPrepared("it").setObject(1, "1", JDBCType.REF))
        .then(s -> s.keptPrepared("it").setNull(1, 424242))
        .then(s -> s.keptPrepared("it").setObject(1, null))
        .then(s -> s.keptPrepared("it").setObject(2, null, Types.INTEGER))
        .then(s -> s.read(s.keptPrepared("it").executeQuery()))
        .then(s -> s.keptPrepared("it").setString(1, "not a number"))
        .then(s -> s.keptPrepared("it").setString(2, "1"))
        .then(s -> s.keptPrepared("it").executeQuery())
        .then(s -> s.keptPrepared("it").setBinaryStream(1, null, 3))
        .then(
            s -> s.keptPrepared("it").setBinaryStream(1, new ByteArrayInputStream(new byte[1]), -3))
        .then(s -> s.keep("none", s.prepare("SELECT 1")))
        .then(s -> s.keptPrepared("none").setInt(1, 1))
        .then(s -> s.read(s.keptPrepared("none").executeQuery()))
        .then(s -> s.keep("write", s.prepare("UPDATE {s}.item SET qty = ? WHERE id = ?")))
        .then(s -> s.keptPrepared("write").setInt(3, 1))
        .then(s -> s.keptPrepared("write").executeUpdate())
        .then(s -> s.keptPrepared("write").setLong(1, Long.MAX_VALUE))
        .then(s -> s.keptPrepared("write").setInt(2, 1))
        .then(s -> s.keptPrepared("write").executeUpdate())
        .then(s -> s.keep("native", s.prepare("SELECT $1::int")))
        .then(s -> s.keptPrepared("native").setInt(1, 1))
        .then(s -> s.keptPrepared("native").executeQuery())
        .then(s -> s.keep("operator", s.prepare("SELECT doc ?? ? FROM {s}.item WHERE id = 1")))
        .then(s -> s.keptPrepared("operator").setString(1, "k"))
        .then(s -> s.read(s.keptPrepared("operator").executeQuery()));
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
                    s.keptPrepared("read")
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
  private static void show(PreparedStatement statement) {
    String unused = statement.toString();
  }
}
