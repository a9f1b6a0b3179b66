package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.topology.NodeState;
import org.jspecify.annotations.Nullable;

/**
 * Where a read is to go. Immutable.
 *
 * @param node the node, or null if none can serve it now
 * @param reason why there, or why nowhere
 * @param floor what the node must reach first, or null if it has
 * @param otherwise a replica farther away that is ready, for when the node is not in time; or null
 * @param kept the replica that the connection used last, if that is ready while the primary, which
 *     is clearly nearer, is to serve in place of the node: for a moment it may as well stay there
 * @param ranked whether the node is of an earlier group than what serves in its place when it is
 *     not in time: it is wanted for more than being near
 */
public record Decision(
    @Nullable NodeState node,
    RouteReason reason,
    @Nullable Floor floor,
    @Nullable NodeState otherwise,
    @Nullable NodeState kept,
    boolean ranked) {

  /** To that node, which is ready. */
  public static Decision go(NodeState node, RouteReason reason) {
    return new Decision(node, reason, null, null, null, false);
  }

  /** To no node. */
  public static Decision nowhere(RouteReason reason) {
    return new Decision(null, reason, null, null, null, false);
  }

  /** Whether the node has still to catch up. */
  public boolean mustWait() {
    return floor != null;
  }
}
