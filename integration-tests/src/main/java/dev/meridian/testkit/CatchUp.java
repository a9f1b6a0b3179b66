package dev.meridian.testkit;

import java.sql.SQLException;
import java.time.Duration;

/** Waits until replicas show what the primary has. */
final class CatchUp {
  private static final String STANDBY_REACHED =
      "SELECT coalesce(pg_last_wal_replay_lsn() >= '%s'::pg_lsn, false)";

  /** Tests may have made more subscriptions than the world's own: the least counts. */
  private static final String SUBSCRIBER_REACHED =
      "SELECT coalesce((" + SubscriptionPosition.REPORTED + ") >= '%s'::pg_lsn, false)";

  private CatchUp() {}

  static void await(RegionNode primary, RegionNode replica, Duration atMost) throws SQLException {
    String position = primary.query("SELECT pg_current_wal_flush_lsn()");
    primary.execute(SubscriptionPosition.NUDGE);
    String reached =
        (replica.kind() == NodeKind.SUBSCRIBER ? SUBSCRIBER_REACHED : STANDBY_REACHED)
            .formatted(position);
    Await.until(
        () -> "t".equals(replica.query(reached)),
        atMost,
        () -> replica + " has not reached " + position + " of " + primary);
  }
}
