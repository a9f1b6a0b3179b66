package dev.meridian.jdbc.routing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a statement may leave behind on a server: in its own session (settings, locks, channels,
 * temporary tables, cursors, prepared statements), and in the database (sequences, the content of
 * every table).
 */
final class Traces {

  private static final String SESSION =
      """
      SELECT (SELECT md5(string_agg(name || '=' || coalesce(setting, ''), ';' ORDER BY name))
                FROM pg_settings WHERE name NOT LIKE 'transaction%')
        || ' locks ' || (SELECT count(*) FROM pg_locks
                WHERE locktype = 'advisory' AND pid = pg_backend_pid())
        || ' channels ' || (SELECT count(*) FROM pg_listening_channels())
        || ' temporary ' || (SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema())
        || ' cursors ' || (SELECT count(*) FROM pg_cursors WHERE name <> '')
        || ' prepared ' || (SELECT count(*) FROM pg_prepared_statements)
        || ' sequences ' || (SELECT coalesce(string_agg(c.relname || '=' ||
             (xpath('//n/text()', query_to_xml(format('SELECT last_value || '' '' || is_called AS n FROM %I.%I',
               n.nspname, c.relname), false, true, '')))[1]::text, ',' ORDER BY c.oid), '')
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S')
      """;

  private static final String TABLES =
      """
      SELECT string_agg(n.nspname || '.' || c.relname || '=' ||
        md5(query_to_xml(format('SELECT * FROM %I.%I ORDER BY 1', n.nspname, c.relname),
          true, false, '')::text), ',' ORDER BY c.oid)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relpersistence = 'p'
        AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      """;

  private Traces() {}

  /** The session of this connection, and the sequences. */
  static String ofSession(Connection connection) throws SQLException {
    return query(connection, SESSION);
  }

  /** The content of every table; needs a connection that may read them all. */
  static String ofTables(Connection superuser) throws SQLException {
    return query(superuser, TABLES);
  }

  static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
