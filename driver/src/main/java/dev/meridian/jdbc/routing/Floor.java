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
 * @param definedSinceNanos if it is a subscriber, definitions must have been compared since this
 *     instant
 */
public record Floor(long sinceNanos, @Nullable Known known, long definedSinceNanos) {

  /** What that replica must have reached, or null if it is ready for a session that saw nothing. */
  public static @Nullable Floor of(SeenState seen, NodeState replica) {
    int node = replica.node().index();
    long since = seen.elsewhere(node, replica.incarnation());
    Known known = seen.known();
    return since == NOTHING && known == null
        ? null
        : new Floor(since, known, seen.definitionsElsewhere(node, replica.incarnation()));
  }

  /** The position to reach, or null if it is not known yet. */
  public @Nullable Lsn position(Topology topology) {
    return position(sinceNanos, known, topology);
  }

  /** Whether the node has reached it, as far as is known. */
  public boolean isReachedBy(NodeState state, Topology topology) {
    return isReachedBy(state, sinceNanos, known, topology);
  }

  static boolean isReachedBy(
      NodeState state, long sinceNanos, @Nullable Known known, Topology topology) {
    Lsn position = position(sinceNanos, known, topology);
    return position != null && state.position().hasReached(position);
  }

  private static @Nullable Lsn position(long sinceNanos, @Nullable Known known, Topology topology) {
    if (known == null) {
      return since(sinceNanos, topology);
    }
    NodeState primary = topology.primary();
    if (primary != null
        && (primary.node().index() != known.node()
            || primary.incarnation() != known.incarnation())) {
      // Its number means nothing in another server's log; when it was seen still does.
      boolean later = sinceNanos == NOTHING || known.nanos() - sinceNanos > 0;
      return since(later ? known.nanos() : sinceNanos, topology);
    }
    Lsn since = since(sinceNanos, topology);
    return since == null ? null : since.max(known.position());
  }

  private static @Nullable Lsn since(long nanos, Topology topology) {
    return nanos == NOTHING ? Lsn.ZERO : topology.timeline().positionAfter(nanos);
  }
}
