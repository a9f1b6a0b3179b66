package dev.meridian.testkit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database on a running server, and a login to it. Immutable. */
public record Database(String host, int port, String name, String user, String password) {

  /** The same database with another login. */
  public Database as(String otherUser, String otherPassword) {
    return new Database(host, port, name, otherUser, otherPassword);
  }

  /** The same database by another road: through a link, say. */
  public Database at(String otherHost, int otherPort) {
    return new Database(otherHost, otherPort, name, user, password);
  }

  /** A pgjdbc URL, with user and password. */
  public String url() {
    return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
        .formatted(host, port, encoded(name), encoded(user), encoded(password));
  }

  /** A connection string of libpq, with user and password. */
  public String connectionInfo(String applicationName) {
    return "host=%s port=%d dbname=%s user=%s password=%s application_name=%s"
        .formatted(
            Quoted.connectionValue(host),
            port,
            Quoted.connectionValue(name),
            Quoted.connectionValue(user),
            Quoted.connectionValue(password),
            Quoted.connectionValue(applicationName));
  }

  /** A new connection. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  /** Runs statements in one server session, each in its own transaction. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /**
   * The first column of the first row as text, or null if it is SQL NULL.
   *
   * @throws SQLException also if there is no row
   */
  public @Nullable String query(String sql) throws SQLException {
    List<@Nullable String> column = column(sql);
    if (column.isEmpty()) {
      throw new SQLException("no row from " + this + " for: " + sql);
    }
    return column.get(0);
  }

  boolean isTrue(String sql) throws SQLException {
    return "t".equals(query(sql));
  }

  /** The first column as text. */
  List<@Nullable String> column(String sql) throws SQLException {
    return rows(sql, row -> row.getString(1));
  }

  <T extends @Nullable Object> List<T> rows(String sql, Row<T> read) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(read.read(rows));
      }
      return all;
    }
  }

  @FunctionalInterface
  interface Row<T extends @Nullable Object> {
    T read(ResultSet row) throws SQLException;
  }

  /** Where it is and who logs in; not the password. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + name;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
