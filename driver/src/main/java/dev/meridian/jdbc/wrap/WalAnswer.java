package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.topology.WalPage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.postgresql.core.Tuple;

/**
 * How far the primary's WAL was around a COMMIT, asked in the same round trip.
 *
 * <ol>
 *   <li>A commit is durable before it is confirmed, and so is all WAL before it: the flush position
 *       after it covers the commit and whatever its transaction had read.
 *   <li>Not so with {@code synchronous_commit=off}, nor for a transaction that wrote nothing, whose
 *       reads may have seen commits of that kind: there the insert position covers.
 * </ol>
 *
 * @param covering covers the commit and all that was seen at the primary before it was asked for
 * @param flush up to where WAL was durable
 */
record WalAnswer(Lsn covering, Lsn flush) {

  /** Must be asked before the COMMIT, which ends a {@code SET LOCAL}. */
  static final String BEFORE =
      "SELECT (pg_catalog.current_setting('synchronous_commit') <> 'off'"
          + " AND pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL)::text";

  /** Is asked after it. */
  static final String AFTER =
      "SELECT pg_catalog.pg_current_wal_flush_lsn() || ' ' || pg_catalog.pg_current_wal_insert_lsn()"
          + " || ' ' || pg_catalog.current_setting('wal_segment_size')";

  /** Reads the answers to {@link #BEFORE} and {@link #AFTER}. */
  static WalAnswer of(List<Tuple> before, List<Tuple> after) {
    boolean durable = text(before).equals("true");
    String[] words = text(after).split(" ", -1);
    Lsn flush = Lsn.parse(words[0]);
    Lsn insert = WalPage.endOfRecord(Lsn.parse(words[1]), WalPage.bytes(words[2]));
    return new WalAnswer(durable ? flush : insert.max(flush), flush);
  }

  private static String text(List<Tuple> rows) {
    byte[] value = rows.get(0).get(0);
    return value == null ? "" : new String(value, StandardCharsets.US_ASCII);
  }
}
