package dev.meridian.integration.residency;

import dev.meridian.integration.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What the replica inside can serve. */
final class RoadsInside {

  private static final String INSIDE = "eu-west-1";

  private RoadsInside() {}

  static List<Road> all() {
    return List.of(
        new Road("a read", RoadsInside::read),
        new Road("a prepared read", RoadsInside::preparedRead),
        new Road("a read-only transaction", RoadsInside::readOnly),
        new Road("metadata", c -> c.getMetaData().getTables(null, null, "users", null).close()),
        new Road("an array", RoadsInside::array),
        new Road("what is set", RoadsInside::settings),
        new Road("the isolation", Connection::getTransactionIsolation),
        new Road("nothing at all", RoadsInside::nothing),
        new Road("whether it is valid", RoadsInside::valid));
  }

  private static void read(Connection connection) throws SQLException {
    Sql.query(connection, RoadsOut.READ);
    expectInside(connection);
  }

  private static void expectInside(Connection connection) throws SQLException {
    if (!INSIDE.equals(Sql.route(connection).region())) {
      throw new SQLException("served by " + Sql.route(connection), "XX000");
    }
  }

  private static void preparedRead(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(RoadsOut.READ + " WHERE name = ?")) {
      statement.setString(1, "user 7");
      statement.getParameterMetaData();
      statement.getMetaData();
      statement.executeQuery().close();
    }
    expectInside(connection);
  }

  private static void readOnly(Connection connection) throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    read(connection);
    connection.commit();
    read(connection);
    connection.rollback();
    connection.setAutoCommit(true);
    connection.setReadOnly(false);
  }

  private static void array(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT ARRAY[id, 2] FROM users LIMIT 1")) {
      rows.next();
      rows.getArray(1).getArray();
      rows.getArray(1).getResultSet().close();
    }
    connection.createArrayOf("int8", new Object[] {1L}).free();
    expectInside(connection);
  }

  private static void settings(Connection connection) throws SQLException {
    connection.setSchema("public");
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT);
    read(connection);
    connection.setSchema(null);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    read(connection);
  }

  private static void nothing(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.commit();
    connection.rollback();
  }

  private static void valid(Connection connection) throws SQLException {
    if (!connection.isValid(5)) {
      throw new SQLException("is not valid", "XX000");
    }
  }
}
