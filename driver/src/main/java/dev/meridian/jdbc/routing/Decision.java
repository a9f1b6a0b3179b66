package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.topology.NodeState;
import org.jspecify.annotations.Nullable;

/**
 * Where a read is to go. Immutable.
 *
 * @param node the node, or null if none can serve it now
 * @param reason why there, or why nowhere
 * @param reachSinceNanos the node must first reach all that was seen before this instant, or {@link
 *     #READY}
 * @param definedSinceNanos if it is a subscriber, definitions must have been compared since this
 *     instant
 * @param otherwise a replica farther away that is ready, for when the node is not in time; or null
 */
public record Decision(
    @Nullable NodeState node,
    RouteReason reason,
    long reachSinceNanos,
    long definedSinceNanos,
    @Nullable NodeState otherwise) {

  /** The node has reached all that it must. */
  public static final long READY = Long.MIN_VALUE;

  /** To that node, which is ready. */
  public static Decision go(NodeState node, RouteReason reason) {
    return new Decision(node, reason, READY, READY, null);
  }

  static Decision nowhere(RouteReason reason) {
    return new Decision(null, reason, READY, READY, null);
  }

  /** Whether the node has still to catch up. */
  public boolean mustWait() {
    return reachSinceNanos != READY;
  }
}
