package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.topology.WalPage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Tuple;

/**
 * Asks, in the round trip of a COMMIT, how far the primary's WAL is.
 *
 * <ol>
 *   <li>A commit is durable before it is confirmed, and so is all WAL before it: the flush position
 *       after it covers the commit and whatever its transaction had read.
 *   <li>Not so with {@code synchronous_commit=off}, nor for a transaction that wrote nothing, whose
 *       reads may have seen commits of that kind: there the insert position covers.
 * </ol>
 *
 * @param after is asked after the COMMIT
 */
record WalQuestion(String after) {

  /** Must be asked before the COMMIT, which ends a {@code SET LOCAL}. */
  static final String BEFORE =
      "SELECT (pg_catalog.current_setting('synchronous_commit') <> 'off'"
          + " AND pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL)::text";

  private static final String POSITIONS =
      "SELECT pg_catalog.pg_current_wal_flush_lsn() || ' ' || pg_catalog.pg_current_wal_insert_lsn()"
          + " || ' ' || pg_catalog.current_setting('wal_segment_size')";

  /** Asks for nothing more. */
  static final WalQuestion POSITION = new WalQuestion(POSITIONS);

  /**
   * Asks for definitions too.
   *
   * @param fingerprintQuery gives one text
   */
  static WalQuestion withDefinitions(String fingerprintQuery) {
    return new WalQuestion(POSITIONS + ", (" + fingerprintQuery + ")");
  }

  /** Reads the answers to {@link #BEFORE} and {@link #after}. */
  static WalAnswer answer(List<Tuple> before, List<Tuple> after) {
    boolean durable = "true".equals(text(before.get(0), 0));
    String[] words = String.valueOf(text(after.get(0), 0)).split(" ", -1);
    Lsn flush = Lsn.parse(words[0]);
    Lsn insert = WalPage.endOfRecord(Lsn.parse(words[1]), WalPage.bytes(words[2]));
    String definitions = after.get(0).fieldCount() > 1 ? text(after.get(0), 1) : null;
    return new WalAnswer(durable ? flush : insert.max(flush), flush, definitions);
  }

  private static @Nullable String text(Tuple row, int column) {
    byte[] value = row.get(column);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }
}
