package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One node as the topology sees it. Immutable.
 *
 * @param role what it is; {@link Role#UNKNOWN} serves nothing
 * @param up whether it answers
 * @param incarnation which run of the server answered last ({@link Node#incarnation}), 0 if none
 *     did
 * @param sample its newest answer, or null
 * @param position up to where a read there sees the primary's WAL
 * @param shownUpTo the position that covers all that was read there before {@code sample} was asked
 *     for, or null if it does not tell
 * @param freshAsOfNanos the newest local instant whose durable state it holds, or null if that is
 *     not known
 * @param stale whether it fell behind by more than {@code maxLag}, and is not well within that
 *     again
 * @param upSinceNanos since when its probe has had answers without a loss between
 * @param steadySinceNanos the same, but for a lost connection or two: since when it has been at
 *     hand
 * @param roundTripNanos the smoothed round trip. Whatever serves reads has been measured: a role
 *     takes an answer
 * @param problem why it serves nothing, in words, or null
 * @param failure why it does not answer, or null
 */
public record NodeState(
    Node node,
    Role role,
    boolean up,
    long incarnation,
    @Nullable NodeSample sample,
    Lsn position,
    @Nullable Lsn shownUpTo,
    @Nullable Long freshAsOfNanos,
    boolean stale,
    long upSinceNanos,
    long steadySinceNanos,
    long roundTripNanos,
    @Nullable String problem,
    @Nullable SQLException failure) {

  /** Whether that is the same run of the same server, in the same role. */
  public boolean isSameServer(NodeState other) {
    return role == other.role && isSameRun(other);
  }

  /** Whether that is the same run of the same server, in whichever role. */
  public boolean isSameRun(NodeState other) {
    return incarnation == other.incarnation && isPooled() == other.isPooled();
  }

  /** A node that is not among the others any more. */
  static NodeState gone(Node node) {
    return new NodeState(
        node,
        Role.UNKNOWN,
        false,
        0,
        null,
        Lsn.ZERO,
        null,
        null,
        false,
        0,
        0,
        0,
        "it is gone",
        null);
  }

  /** The same, by another record of its node. */
  NodeState with(Node same) {
    return new NodeState(
        same,
        role,
        up,
        incarnation,
        sample,
        position,
        shownUpTo,
        freshAsOfNanos,
        stale,
        upSinceNanos,
        steadySinceNanos,
        roundTripNanos,
        problem,
        failure);
  }

  /** Whether its first probe has ended, well or badly; so has that of a vacant place. */
  public boolean isAttempted() {
    return node.isVacant() || sample != null || failure != null || problem != null;
  }

  /** Whether it may be sent new reads: a live replica that is not drained. */
  public boolean servesReads() {
    return !node.drained() && isLiveReplica();
  }

  /** Whether there is a pooler in front of it, which lends a server session for a transaction. */
  public boolean isPooled() {
    return sample != null && sample.pooled();
  }

  /** Whether it answers and its role allows it to serve reads beside the primary. */
  public boolean isLiveReplica() {
    return up && (role == Role.STANDBY || role == Role.SUBSCRIBER);
  }
}
