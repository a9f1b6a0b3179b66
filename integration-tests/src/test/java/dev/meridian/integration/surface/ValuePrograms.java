package dev.meridian.integration.surface;

import java.sql.Array;
import java.util.List;
import java.util.Map;

/** Values that are objects of their own: arrays, large objects, XML. */
final class ValuePrograms {

  private ValuePrograms() {}

  static List<Program> all() {
    return List.of(arrays(), largeObjects(), xml());
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
}
