package dev.meridian.jdbc.topology;

import java.sql.Connection;
import java.util.Map;

/**
 * A connection on which catalogues are read, and the settings that each transaction of it needs,
 * where a pooler lends the sessions. Immutable.
 */
record ReadSession(Connection connection, Map<String, String> settings) {

  /** One that has what it needs. */
  static ReadSession of(Connection connection) {
    return new ReadSession(connection, Map.of());
  }
}
