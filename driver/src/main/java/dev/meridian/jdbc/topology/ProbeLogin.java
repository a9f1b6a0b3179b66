package dev.meridian.jdbc.topology;

import java.util.List;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * What of pgjdbc's properties matters to a probe: how to connect and log in. What only the
 * application's own statements meet is left out, so that it makes no other probe. Stateless.
 */
final class ProbeLogin {

  private static final List<PGProperty> OF_STATEMENTS =
      List.of(
          PGProperty.APPLICATION_NAME,
          PGProperty.OPTIONS,
          PGProperty.CURRENT_SCHEMA,
          PGProperty.READ_ONLY,
          PGProperty.READ_ONLY_MODE,
          PGProperty.AUTOSAVE,
          PGProperty.CLEANUP_SAVEPOINTS,
          PGProperty.REPLICATION,
          PGProperty.PREPARE_THRESHOLD,
          PGProperty.PREPARED_STATEMENT_CACHE_QUERIES,
          PGProperty.PREPARED_STATEMENT_CACHE_SIZE_MIB,
          PGProperty.DATABASE_METADATA_CACHE_FIELDS,
          PGProperty.DATABASE_METADATA_CACHE_FIELDS_MIB,
          PGProperty.DEFAULT_ROW_FETCH_SIZE,
          PGProperty.MAX_RESULT_BUFFER,
          PGProperty.ADAPTIVE_FETCH,
          PGProperty.ADAPTIVE_FETCH_MINIMUM,
          PGProperty.ADAPTIVE_FETCH_MAXIMUM,
          PGProperty.REWRITE_BATCHED_INSERTS,
          PGProperty.STRING_TYPE,
          PGProperty.ESCAPE_SYNTAX_CALL_MODE,
          PGProperty.HIDE_UNPRIVILEGED_OBJECTS,
          PGProperty.LOG_UNCLOSED_CONNECTIONS,
          PGProperty.TCP_KEEP_ALIVE);

  private ProbeLogin() {}

  static Properties of(Properties all) {
    Properties login = new Properties();
    all.stringPropertyNames().forEach(name -> login.setProperty(name, all.getProperty(name)));
    OF_STATEMENTS.forEach(property -> login.remove(property.getName()));
    return login;
  }
}
