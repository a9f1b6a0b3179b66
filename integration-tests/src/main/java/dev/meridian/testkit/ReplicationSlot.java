package dev.meridian.testkit;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's slot as its publisher has it: lag as bytes. All sizes are in bytes.
 *
 * @param active whether a WAL sender serves it now
 * @param walStatus {@code reserved}, {@code extended} (more than {@code max_wal_size} is kept),
 *     {@code unreserved} (about to be lost) or {@code lost}
 * @param safeWalSize what may still be written before it can be lost; null without {@code
 *     max_slot_wal_keep_size}, and once it is lost
 * @param retained WAL that the publisher keeps for it; null once it is lost
 * @param unconfirmed WAL that the subscriber has not confirmed yet; null if it never did
 */
public record ReplicationSlot(
    String name,
    boolean active,
    String walStatus,
    @Nullable Long safeWalSize,
    @Nullable Long retained,
    @Nullable Long unconfirmed) {

  /** The slot of a subscription, or none if the publisher has none. */
  public static Optional<ReplicationSlot> of(Subscription subscription) throws SQLException {
    return subscription
        .publisher()
        .rows(
            "SELECT slot_name, active, coalesce(wal_status, 'lost'), safe_wal_size,"
                + " pg_wal_lsn_diff(pg_current_wal_insert_lsn(), restart_lsn)::bigint,"
                + " pg_wal_lsn_diff(pg_current_wal_insert_lsn(), confirmed_flush_lsn)::bigint"
                + " FROM pg_replication_slots WHERE slot_name = "
                + Quoted.literal(subscription.name()),
            row ->
                new ReplicationSlot(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getString(3),
                    row.getObject(4, Long.class),
                    row.getObject(5, Long.class),
                    row.getObject(6, Long.class)))
        .stream()
        .findFirst();
  }

  /** Whether WAL that the subscriber lacks is gone: it can only be copied anew. */
  public boolean isLost() {
    return walStatus.equals("lost");
  }

  @Override
  public String toString() {
    return "slot "
        + name
        + " is "
        + (active ? "active, " : "inactive, ")
        + walStatus
        + ", bytes retained: "
        + retained
        + ", unconfirmed: "
        + unconfirmed
        + (safeWalSize == null ? "" : ", safe to write: " + safeWalSize);
  }
}
