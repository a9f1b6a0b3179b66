package dev.meridian.jdbc.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One routing decision: where a statement ran, and why. Immutable.
 *
 * @param node the node's address, {@code host:port}
 * @param region the node's region as labelled by {@code nodeRegions}, or null
 * @param role the node's role at that moment
 * @param reason why this node
 * @param waited how long the statement waited for the node to reach the session's position
 */
public record Route(
    String node, @Nullable String region, Role role, RouteReason reason, Duration waited) {}
