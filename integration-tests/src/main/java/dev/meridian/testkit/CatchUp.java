package dev.meridian.testkit;

import java.sql.SQLException;
import java.time.Duration;

/** Waits until replicas show what the primary has. */
final class CatchUp {
  private static final String STANDBY_REACHED =
      "SELECT coalesce(pg_last_wal_replay_lsn() >= '%s'::pg_lsn, false)";

  /**
   * The end that the leader apply worker has confirmed; {@code received_lsn} would be too early. A
   * table's sync worker has a {@code relid}, a parallel one since 16 a {@code leader_pid}.
   */
  private static final String SUBSCRIBER_REACHED =
      "SELECT coalesce(min(latest_end_lsn) >= '%s'::pg_lsn, false)"
          + " FROM pg_stat_subscription w WHERE relid IS NULL AND to_jsonb(w)->>'leader_pid' IS NULL";

  private CatchUp() {}

  static void await(RegionNode primary, RegionNode replica, Duration atMost) throws SQLException {
    String position = primary.query("SELECT pg_current_wal_flush_lsn()");
    // Something to send after the position: an idle primary may leave a subscriber just short of
    // it.
    primary.execute("SELECT pg_logical_emit_message(true, 'meridian-testkit', '')");
    String reached =
        (replica.kind() == NodeKind.SUBSCRIBER ? SUBSCRIBER_REACHED : STANDBY_REACHED)
            .formatted(position);
    Await.until(
        () -> "t".equals(replica.query(reached)),
        atMost,
        () -> replica + " has not reached " + position + " of " + primary);
  }
}
