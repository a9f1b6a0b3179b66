package dev.meridian.testkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Up to where of its publisher's WAL a subscription has applied and shows.
 *
 * <p>That is the greater of what the leader apply worker has reported ({@code latest_end_lsn};
 * {@code received_lsn} would be too early) and what the slot has had confirmed. The worker's own
 * word can stay behind on an idle publisher. It holds for tables that are {@link CopyState#READY}.
 */
final class SubscriptionPosition {
  /** A table's sync worker has a {@code relid}, a parallel apply worker since 16 a leader. */
  static final String REPORTED =
      "SELECT min(latest_end_lsn) FROM pg_stat_subscription w"
          + " WHERE relid IS NULL AND to_jsonb(w)->>'leader_pid' IS NULL";

  /** Something to send and to confirm: an idle publisher may leave a subscriber just short. */
  static final String NUDGE = "SELECT pg_logical_emit_message(true, 'meridian-testkit', '')";

  private static final long NUDGED_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Subscription subscription;

  SubscriptionPosition(Subscription subscription) {
    this.subscription = subscription;
  }

  /** Past everything that the publisher has committed and shows, flushed or not. */
  String ofPublisher() throws SQLException {
    return Objects.requireNonNull(
        subscription.publisher().query("SELECT pg_current_wal_insert_lsn()"));
  }

  boolean hasReached(String position) throws SQLException {
    String name = Quoted.literal(subscription.name());
    return subscription
            .subscriber()
            .isTrue(
                "SELECT coalesce((%s AND subname = %s) >= '%s'::pg_lsn, false)"
                    .formatted(REPORTED, name, position))
        || subscription
            .publisher()
            .isTrue(
                "SELECT coalesce((SELECT confirmed_flush_lsn FROM pg_replication_slots"
                    + " WHERE slot_name = %s) >= '%s'::pg_lsn, false)".formatted(name, position));
  }

  void awaitReached(String position, Duration atMost) throws SQLException {
    long[] nudged = {System.nanoTime()};
    subscription.publisher().execute(NUDGE);
    Await.until(
        () -> {
          if (System.nanoTime() - nudged[0] > NUDGED_AGAIN_NANOS) {
            nudged[0] = System.nanoTime();
            subscription.publisher().execute(NUDGE);
          }
          return hasReached(position);
        },
        atMost,
        () -> subscription + " has not reached " + position + " of " + subscription.publisher());
  }
}
