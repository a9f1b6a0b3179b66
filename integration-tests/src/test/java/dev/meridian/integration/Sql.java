package dev.meridian.integration;

import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Route;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
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

  /** Where the last statement ran. */
  public static Route route(Connection connection) throws SQLException {
    return Objects.requireNonNull(
        connection.unwrap(MeridianConnection.class).lastRoute(), "no statement has run");
  }
}
