package dev.meridian.integration.surface;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;

/** What a prepared statement is given: every setter, streams, and what is wrong. */
final class ParameterPrograms {

  private ParameterPrograms() {}

  static List<Program> all() {
    return List.of(setters(), streams(), badParameters());
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
            PreparedPrograms.show(insert);
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
}
