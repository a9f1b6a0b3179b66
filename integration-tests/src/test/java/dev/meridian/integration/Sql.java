package dev.meridian.integration;

import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Route;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Short ways to say what tests do with a connection. */
public final class Sql {

  private Sql() {}

  /** The first column of the first row, as text. */
  public static @Nullable String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  public static int update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A connection with a transaction open that has written. */
  public static Connection begun(DataSource source, String write) throws SQLException {
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    update(connection, write);
    return connection;
  }

  /** Where the last statement ran. */
  public static Route route(Connection connection) throws SQLException {
    return Objects.requireNonNull(
        connection.unwrap(MeridianConnection.class).lastRoute(), "no statement has run");
  }
}
