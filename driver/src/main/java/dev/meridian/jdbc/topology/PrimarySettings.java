package dev.meridian.jdbc.topology;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new session of the role has on the primary, so that a session on a replica gets the same.
 *
 * <ol>
 *   <li>Those settings count that any role may set and on which the answer to a read can depend,
 *       and what is set under names with a dot for an application or an extension. What concerns
 *       the machine (memory, planner costs, logging) is each node's own.
 *   <li>What the client itself sends at the start of a session has precedence, as it has on the
 *       primary.
 *   <li>Values are as of the last reading on a primary; before the first a replica's session keeps
 *       what it has.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
public final class PrimarySettings {

  // What is set for roles and databases reaches new sessions alone: when the first column changes,
  // the connection asked is too old to tell.
  private static final String READ =
      """
      SELECT (SELECT pg_catalog.md5(pg_catalog.string_agg(s.setconfig::text, ' '
                ORDER BY s.setrole, s.setdatabase))
                FROM pg_catalog.pg_db_role_setting s
               WHERE s.setrole IN (0, (SELECT r.oid FROM pg_catalog.pg_roles r
                                        WHERE r.rolname = session_user))
                 AND s.setdatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database d
                                            WHERE d.datname = pg_catalog.current_database()))),
             p.name, p.setting
        FROM pg_catalog.pg_settings p
       WHERE p.context = 'user' AND p.source NOT IN ('client', 'session', 'override')
         AND (p.name IN ('DateStyle', 'IntervalStyle', 'TimeZone', 'timezone_abbreviations',
                'extra_float_digits', 'bytea_output', 'search_path', 'standard_conforming_strings',
                'backslash_quote', 'array_nulls', 'xmlbinary', 'xmloption',
                'default_text_search_config', 'lc_monetary', 'lc_numeric', 'lc_time',
                'default_transaction_isolation', 'default_transaction_deferrable',
                'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
                'idle_session_timeout', 'transaction_timeout', 'row_security',
                'transform_null_equals', 'quote_all_identifiers', 'gin_fuzzy_search_limit',
                'client_min_messages')
              OR (p.name LIKE '%.%' AND p.name NOT LIKE 'meridian.%' AND p.source <> 'default'))
       ORDER BY p.name
      """;

  /** Sets what differs; an expression of a row, with two parameters: names and values. */
  private static final String GIVE =
      """
      SELECT pg_catalog.count(pg_catalog.set_config(w.name, w.value, false))
        FROM ROWS FROM (pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]))
               AS w (name, value)
        LEFT JOIN pg_catalog.pg_settings s ON pg_catalog.lower(s.name) = pg_catalog.lower(w.name)
       WHERE s.name IS NULL AND w.name LIKE '%.%'
          OR s.source <> 'client' AND s.context = 'user' AND s.setting <> w.value
      """;

  /**
   * What a new session has otherwise, whatever was set in this one. A pooler that keeps anything in
   * the sessions it lends keeps the client's time zone and date style.
   */
  private static final String DIFFERING =
      """
      SELECT w.name, w.value
        FROM ROWS FROM (pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]))
               AS w (name, value)
        LEFT JOIN pg_catalog.pg_settings s ON pg_catalog.lower(s.name) = pg_catalog.lower(w.name)
       WHERE s.name IS NULL AND w.name LIKE '%.%'
          OR s.context = 'user' AND s.reset_val <> w.value
             AND s.name NOT IN ('TimeZone', 'DateStyle')
      """;

  private static final Map<String, Integer> LEVELS =
      Map.of(
          "read uncommitted", Connection.TRANSACTION_READ_UNCOMMITTED,
          "read committed", Connection.TRANSACTION_READ_COMMITTED,
          "repeatable read", Connection.TRANSACTION_REPEATABLE_READ,
          "serializable", Connection.TRANSACTION_SERIALIZABLE);

  private volatile Map<String, String> values = Map.of();

  /** What one reading found. */
  record Reading(String ofRoleAndDatabase, Map<String, String> values) {}

  /** Asks a session on the primary that nothing was set in; one round trip. */
  static Reading read(Connection primary) throws SQLException {
    Map<String, String> found = new LinkedHashMap<>();
    String stamp = "";
    try (Statement statement = primary.createStatement();
        ResultSet rows = statement.executeQuery(READ)) {
      while (rows.next()) {
        stamp = String.valueOf(rows.getString(1));
        found.put(rows.getString(2), rows.getString(3));
      }
    }
    return new Reading(stamp, Map.copyOf(found));
  }

  /** Takes what was read; equal values stay the same object. */
  void take(Map<String, String> read) {
    if (!read.equals(values)) {
      values = read;
    }
  }

  /**
   * The values that a session on a replica is to have, by name; the same object until they change.
   */
  public Map<String, String> values() {
    return values;
  }

  /** Those of the values that a new session on a replica does not have; at most one round trip. */
  public static Map<String, String> differing(Connection replica, Map<String, String> values)
      throws SQLException {
    Map<String, String> differing = new LinkedHashMap<>();
    if (!values.isEmpty()) {
      try (PreparedStatement statement = replica.prepareStatement(DIFFERING)) {
        bind(replica, statement, values);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            differing.put(rows.getString(1), rows.getString(2));
          }
        }
      }
    }
    return differing;
  }

  /** The isolation level of a transaction that states none, or null if that is not known here. */
  public @Nullable Integer isolation() {
    String name = values.get("default_transaction_isolation");
    return name == null ? null : LEVELS.get(name);
  }

  /** Gives a session on a replica those values, in one round trip, or none if there are none. */
  static void give(Connection replica, Map<String, String> values) throws SQLException {
    if (values.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = replica.prepareStatement(GIVE)) {
      bind(replica, statement, values);
      statement.executeQuery().close();
    }
  }

  /**
   * Sets them for one transaction, in a session that a pooler lends: expressions for the end of a
   * list, each with a comma before it. There is no semicolon in them.
   */
  public static String local(Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append(", pg_catalog.set_config(")
                .append(literal(name))
                .append(", ")
                .append(literal(value))
                .append(", true)"));
    return text.toString();
  }

  /** Means the same whatever {@code standard_conforming_strings} says, and holds no parameter. */
  private static String literal(String text) {
    return "E'" + text.replace("\\", "\\\\").replace("'", "''").replace(";", "\\073") + "'";
  }

  /** The sub-select that gives the values on the way of another question. */
  static String subselect() {
    return "(" + GIVE + ")";
  }

  static void bind(Connection replica, PreparedStatement statement, Map<String, String> values)
      throws SQLException {
    String[] names = values.keySet().toArray(String[]::new);
    Object[] wanted = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      wanted[i] = values.get(names[i]);
    }
    statement.setArray(1, replica.createArrayOf("text", names));
    statement.setArray(2, replica.createArrayOf("text", wanted));
  }
}
