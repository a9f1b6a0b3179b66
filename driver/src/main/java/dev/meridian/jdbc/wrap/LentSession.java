package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.PrimarySettings;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a server session lacks that a pooler lends for one transaction, and what each read brings
 * along instead: that the transaction is read-only, the settings that a session has on the primary,
 * and the question which server it is, as the pooler may have turned to another. Immutable.
 *
 * @param startedMicros when the server was started that the connection is meant to lead to
 * @param opening asks when the server was started, and makes the settings
 */
record LentSession(long startedMicros, String opening) {

  private static final String BEGIN = "BEGIN READ ONLY;";
  private static final String STARTED =
      "SELECT (pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time())"
          + " * 1000000)::bigint::text";
  private static final String END = "\n;";
  private static final String COMMIT = END + "COMMIT";
  private static final Pattern CLOSING = Pattern.compile("[\\s;]+\\z");

  static LentSession of(long startedMicros, Map<String, String> settings) {
    return new LentSession(startedMicros, STARTED + PrimarySettings.local(settings) + ";");
  }

  /** Whether a read can be sent so: it is a single statement. */
  static boolean fits(String sql) {
    return plain(sql).indexOf(';') < 0;
  }

  private static String plain(String sql) {
    return CLOSING.matcher(sql).replaceFirst("");
  }

  /**
   * The text to prepare or execute in place of a read.
   *
   * @param sql one that {@link #fits}
   * @param autoCommit whether the read is a transaction of its own; else it opens one, which pgjdbc
   *     begins
   */
  String text(String sql, boolean autoCommit) {
    return autoCommit ? BEGIN + opening + plain(sql) + COMMIT : opening + plain(sql) + END;
  }

  /** What pgjdbc prints of a {@link #text}, without what was put round the read. */
  static String plainText(String printed) {
    String inner = printed.startsWith(BEGIN) ? printed.substring(BEGIN.length()) : printed;
    int from = inner.startsWith(STARTED) ? inner.indexOf(';') : -1;
    int to = inner.lastIndexOf(END);
    return from < 0 || to < from ? printed : inner.substring(from + 1, to);
  }
}
