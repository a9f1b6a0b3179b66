package dev.meridian.bench;

import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Route;
import dev.meridian.jdbc.api.RouteReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** What is done on raw and wrapped connections alike. */
final class Reads {

  static final String QUERY = "SELECT id, user_id, total, status, region FROM orders WHERE id = ?";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private Reads() {}

  /** Prepares, binds, queries, reads a column, closes. */
  static long one(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setLong(1, 42);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getLong(1) : -1;
      }
    }
  }

  /**
   * Reads until the router decides where: before the catalogue is read, every read goes home.
   *
   * @throws IllegalStateException if that is not so within half a minute
   */
  static void awaitRouted(Connection connection) throws SQLException {
    long began = System.nanoTime();
    Route route = null;
    while (route == null || route.reason() != RouteReason.NEAREST) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new IllegalStateException("reads go elsewhere: " + route);
      }
      one(connection);
      route = connection.unwrap(MeridianConnection.class).lastRoute();
    }
  }

  /** Binds ten parameters. */
  static void bindTen(PreparedStatement statement) throws SQLException {
    for (int i = 1; i <= 10; i += 2) {
      statement.setLong(i, i);
      statement.setString(i + 1, "text");
    }
  }

  /** Reads five columns of a row. */
  static long row(ResultSet rows) throws SQLException {
    return rows.getLong(1)
        + rows.getLong(2)
        + rows.getLong(3)
        + rows.getString(4).length()
        + rows.getString(5).length();
  }
}
