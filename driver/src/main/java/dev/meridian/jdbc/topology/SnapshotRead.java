package dev.meridian.jdbc.topology;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several queries that see one snapshot of a server, in one round trip.
 *
 * <p>They run with {@code pg_catalog} alone on the search path, so that no operator of an
 * application's schema can stand in for a built-in one, with just-in-time compilation off, and with
 * limits on the wait for a lock and on the whole. Nothing of this outlives the transaction.
 *
 * <p>Thread-safe; the connection must be in autocommit mode with no transaction open.
 */
final class SnapshotRead {

  private static final String BEGIN =
      "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY;\nSELECT true";

  private static final String SET =
      """
      ,
      pg_catalog.set_config('meridian.path', pg_catalog.current_setting('search_path'), true),
             pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true),
             pg_catalog.set_config('jit', 'off', true),
             pg_catalog.set_config('lock_timeout', '200ms', true),
             pg_catalog.set_config('statement_timeout', '30s', true);
      """;

  private final String text;

  SnapshotRead(List<String> queries) {
    text = SET + String.join(";\n", queries) + ";\nCOMMIT";
  }

  /** Takes one row of one query. */
  @FunctionalInterface
  interface Row {
    void accept(ResultSet row) throws SQLException;
  }

  /** Runs the queries, and gives each its rows. */
  void run(ReadSession session, List<Row> receivers) throws SQLException {
    run(session, null, receivers);
  }

  /** Runs the queries with one parameter among them, or none, and gives each its rows. */
  void run(ReadSession session, @Nullable Object parameter, List<Row> receivers)
      throws SQLException {
    Connection connection = session.connection();
    String sql = BEGIN + PrimarySettings.local(session.settings()) + text;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (parameter instanceof Long[] oids) {
        statement.setArray(1, connection.createArrayOf("int8", oids));
      } else if (parameter != null) {
        statement.setObject(1, parameter);
      }
      boolean rows = statement.execute();
      int query = -1; // the settings come first
      while (rows || statement.getUpdateCount() != -1) {
        if (rows && query++ >= 0) {
          try (ResultSet result = statement.getResultSet()) {
            while (result.next()) {
              receivers.get(query - 1).accept(result);
            }
          }
        }
        rows = statement.getMoreResults();
      }
    } catch (SQLException e) {
      leaveTransaction(connection, e);
      throw e;
    }
  }

  private static void leaveTransaction(Connection connection, SQLException cause) {
    try (Statement rollback = connection.createStatement()) {
      rollback.execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
