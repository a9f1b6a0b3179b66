package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one probe of one node found. Immutable.
 *
 * @param startedNanos {@link System#nanoTime} before the question was sent: what had been committed
 *     by then is in the positions
 * @param finishedNanos {@link System#nanoTime} when the answer was read
 * @param identity which server answered
 * @param inRecovery whether the server is a physical standby
 * @param timeline the timeline that the server writes; in recovery the highest that it is known to
 *     replay. A role without {@code pg_read_all_stats} learns a new one only with the next
 *     restartpoint
 * @param insert where the next WAL record will stand, normalised to a place where a record can end;
 *     null in recovery
 * @param flush up to where WAL is durable; null in recovery
 * @param replay up to where WAL has been replayed, or on a primary that was promoted since its
 *     start, the fork; null where the server does not tell
 * @param received up to where a standby has received WAL since its start, or null for none
 * @param subscriptions the subscriptions of the database, enabled or not
 * @param slots the server's logical replication slots
 * @param copies tells which tables the node subscribes to and how far their copies are from any
 *     other such state: {@link SignatureSql#COPIES}; of a moment after the positions
 * @param pooled whether a pooler answers to the node's name and hands out server sessions of its
 *     own, as far as was seen
 */
public record NodeSample(
    long startedNanos,
    long finishedNanos,
    Identity identity,
    boolean inRecovery,
    int timeline,
    @Nullable Lsn insert,
    @Nullable Lsn flush,
    @Nullable Lsn replay,
    @Nullable Lsn received,
    List<Subscription> subscriptions,
    List<Slot> slots,
    String copies,
    boolean pooled) {

  /** Without a pooler, and with nothing received but what was replayed. */
  public NodeSample(
      long startedNanos,
      long finishedNanos,
      Identity identity,
      boolean inRecovery,
      int timeline,
      @Nullable Lsn insert,
      @Nullable Lsn flush,
      @Nullable Lsn replay,
      List<Subscription> subscriptions,
      List<Slot> slots) {
    this(
        startedNanos,
        finishedNanos,
        identity,
        inRecovery,
        timeline,
        insert,
        flush,
        replay,
        inRecovery ? replay : null,
        subscriptions,
        slots,
        "",
        false);
  }

  NodeSample withCopies(String now) {
    return with(slots, now);
  }

  /**
   * The same, but of what the consumers of its slots have confirmed only what was known by an
   * earlier answer of the same server.
   */
  NodeSample withSlotsOf(@Nullable NodeSample earlier) {
    List<Slot> then =
        earlier != null && earlier.identity.equals(identity) ? earlier.slots : List.of();
    return with(slots.stream().map(slot -> slot.asOf(then)).toList(), copies);
  }

  private NodeSample with(List<Slot> otherSlots, String otherCopies) {
    return new NodeSample(
        startedNanos,
        finishedNanos,
        identity,
        inRecovery,
        timeline,
        insert,
        flush,
        replay,
        received,
        subscriptions,
        otherSlots,
        otherCopies,
        pooled);
  }

  /**
   * One running server: the cluster it belongs to and when it started. A name that leads to another
   * server, or to the same one restarted, gives another identity.
   *
   * @param systemIdentifier the cluster's, shared by a primary and its physical standbys
   * @param startedMicros {@code pg_postmaster_start_time()} in microseconds of the epoch
   */
  public record Identity(long systemIdentifier, long startedMicros) {}

  /**
   * One subscription of the node's database.
   *
   * @param slot its replication slot on the publisher, or null for none
   * @param enabled whether it is meant to run
   * @param worker the process that applies it, or null while it does not run
   * @param latestEnd up to where it has told the publisher that it has applied; null while it does
   *     not run
   * @param received up to where that process has received: it has applied nothing beyond, one
   *     before it may have; null while it does not run
   * @param copied the place in the publisher's WAL after which every one of its tables was copied
   *     whole; null if one was not copied, or is not ready
   * @param applied the end of the last transaction that was applied; null where the role may not
   *     ask for it
   */
  public record Subscription(
      String name,
      @Nullable String slot,
      boolean enabled,
      @Nullable Integer worker,
      @Nullable Lsn latestEnd,
      @Nullable Lsn received,
      @Nullable Lsn copied,
      @Nullable Lsn applied) {

    /** Of whose copies and transactions nothing is known. */
    public Subscription(
        String name,
        @Nullable String slot,
        boolean enabled,
        @Nullable Integer worker,
        @Nullable Lsn latestEnd,
        @Nullable Lsn received) {
      this(name, slot, enabled, worker, latestEnd, received, null, null);
    }
  }

  /**
   * One logical replication slot of the node.
   *
   * @param database the database that it decodes
   * @param confirmedFlush up to where its consumer has confirmed
   */
  public record Slot(
      String name, @Nullable String database, boolean active, @Nullable Lsn confirmedFlush) {

    private Slot asOf(List<Slot> then) {
      Lsn confirmed = null;
      for (Slot slot : then) {
        // One that is being made has nothing confirmed yet.
        confirmed = slot.name.equals(name) ? slot.confirmedFlush : confirmed;
      }
      return new Slot(name, database, active, confirmed);
    }
  }
}
