package dev.meridian.jdbc.routing;

import static dev.meridian.jdbc.session.SeenState.NOTHING;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.session.SeenState.Known;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * What a replica must have reached before it may serve a session. Immutable.
 *
 * @param sinceNanos all that was seen anywhere before this instant, or {@link SeenState#NOTHING}
 * @param known all that was seen up to a known position, or null
 * @param told all that was seen up to the position of a token, or null; not beyond what the primary
 *     had written when the token was in
 * @param definedSinceNanos if it is a subscriber, definitions must have been compared since this
 *     instant
 */
public record Floor(
    long sinceNanos, @Nullable Known known, @Nullable Known told, long definedSinceNanos) {

  /** What that replica must have reached, or null if it is ready for a session that saw nothing. */
  public static @Nullable Floor of(SeenState seen, NodeState replica) {
    int node = replica.node().index();
    long since = seen.elsewhere(node, replica.incarnation());
    Known known = seen.known();
    Known told = seen.told();
    return since == NOTHING && known == null && told == null
        ? null
        : new Floor(since, known, told, seen.definitionsElsewhere(node, replica.incarnation()));
  }

  /** The position to reach, or null if it is not known yet. */
  public @Nullable Lsn position(Topology topology) {
    return position(sinceNanos, known, told, topology);
  }

  /** Whether the node has reached it, as far as is known. */
  public boolean isReachedBy(NodeState state, Topology topology) {
    return isReachedBy(state, sinceNanos, known, told, topology);
  }

  static boolean isReachedBy(
      NodeState state,
      long sinceNanos,
      @Nullable Known known,
      @Nullable Known told,
      Topology topology) {
    Lsn position = position(sinceNanos, known, told, topology);
    return position != null && state.position().hasReached(position);
  }

  static @Nullable Lsn position(
      long sinceNanos, @Nullable Known known, @Nullable Known told, Topology topology) {
    Lsn position = since(sinceNanos, topology);
    if (known != null) {
      position =
          max(
              position,
              isOfPrimary(known, topology) ? known.position() : since(known.nanos(), topology));
    }
    return told == null ? position : max(position, believed(told, topology));
  }

  /** A number means nothing in another server's log; when it was seen still does. */
  private static boolean isOfPrimary(Known known, Topology topology) {
    NodeState primary = topology.primary();
    return primary == null
        || (primary.node().index() == known.node() && primary.incarnation() == known.incarnation());
  }

  private static @Nullable Lsn believed(Known told, Topology topology) {
    Lsn all = since(told.nanos(), topology);
    if (!isOfPrimary(told, topology)) {
      return all;
    }
    return all == null ? told.position() : all.min(told.position());
  }

  /** Null where either is not known. */
  private static @Nullable Lsn max(@Nullable Lsn one, @Nullable Lsn other) {
    return one == null || other == null ? null : one.max(other);
  }

  private static @Nullable Lsn since(long nanos, Topology topology) {
    return nanos == NOTHING ? Lsn.ZERO : topology.timeline().positionAfter(nanos);
  }
}
