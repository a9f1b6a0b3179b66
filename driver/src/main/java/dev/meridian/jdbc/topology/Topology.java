package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Role;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every node, as known at one moment. Immutable: replaced whole with each probe's answer, never
 * edited.
 *
 * @param nodes each at its {@link Node#index}, in the order of the URL as long as none has come or
 *     gone; a place may be vacant
 * @param primary the one node that takes writes, up or not, or null if there is none that may
 * @param conflict why no node may take writes although some would, or null
 * @param contradiction where {@code roles} contradicts what was found, or null
 * @param timeline where the primary's WAL stood when
 */
public record Topology(
    List<NodeState> nodes,
    @Nullable NodeState primary,
    @Nullable String conflict,
    @Nullable String contradiction,
    PrimaryTimeline timeline) {

  /** The answer of {@link #lagNanos} where the lag is not known. */
  public static final long UNKNOWN_LAG = Long.MAX_VALUE;

  /** The same nodes, and one more sample of the primary's WAL. */
  Topology with(PrimaryTimeline longer) {
    return new Topology(nodes, primary, conflict, contradiction, longer);
  }

  /** The same, with some nodes marked as drained. */
  public Topology drained(Predicate<Node> which) {
    List<NodeState> marked =
        nodes.stream()
            .map(state -> which.test(state.node()) ? state.with(state.node().asDrained()) : state)
            .toList();
    return new Topology(
        marked,
        primary == null ? null : marked.get(primary.node().index()),
        conflict,
        contradiction,
        timeline);
  }

  /** Whether a node is among these. */
  public boolean has(Node node) {
    return node.index() < nodes.size() && nodes.get(node.index()).node().id() == node.id();
  }

  /** How it stands with a node here; if it is not among these nodes, as gone. */
  public NodeState of(Node node) {
    return has(node) ? nodes.get(node.index()) : NodeState.gone(node);
  }

  /**
   * How old the state of a replica is at most, in nanoseconds. While the primary does not answer,
   * as of its last answer; 0 if no primary was ever seen, since nothing newer is known of.
   *
   * @param nowNanos {@link System#nanoTime}
   */
  public long lagNanos(NodeState replica, long nowNanos) {
    if (primary == null || primary.sample() == null) {
      return 0;
    }
    Long freshAsOf = replica.freshAsOfNanos();
    if (freshAsOf == null) {
      return UNKNOWN_LAG;
    }
    long reference = primary.up() ? nowNanos : primary.sample().startedNanos();
    return Math.max(0, reference - freshAsOf);
  }

  /** What is seen now, for messages: {@code db-us:5432 (us-east-1) PRIMARY up 92 ms, …}. */
  public String describe(Duration maxLag, long nowNanos) {
    return nodes.stream()
        .filter(state -> !state.node().isVacant())
        .map(state -> describe(state, maxLag, nowNanos))
        .collect(Collectors.joining(", ", "nodes: ", ""));
  }

  private String describe(NodeState state, Duration maxLag, long nowNanos) {
    StringBuilder text =
        new StringBuilder(state.node().toString()).append(' ').append(state.role());
    if (state.up()) {
      text.append(String.format(Locale.ROOT, " up %.1f ms", state.roundTripNanos() / 1e6));
    } else {
      text.append(" down");
    }
    if (state.isLiveReplica()) {
      long lag = lagNanos(state, nowNanos);
      if (lag == UNKNOWN_LAG) {
        text.append(" lag unknown");
      } else if (lag > maxLag.toNanos()) {
        text.append(
            String.format(
                Locale.ROOT, " lag %.1f s > maxLag %.1f s", lag / 1e9, maxLag.toMillis() / 1e3));
      } else {
        text.append(String.format(Locale.ROOT, " lag %.1f s", lag / 1e9));
      }
    }
    if (state.node().drained()) {
      text.append(" drained");
    }
    if (state.problem() != null) {
      text.append(" (").append(state.problem()).append(')');
    } else if (!state.up() && state.failure() != null) {
      text.append(" (").append(state.failure().getMessage()).append(')');
    }
    return text.toString();
  }

  /** Whether there is a primary that answers. */
  public boolean isWritable() {
    return primary != null && primary.up();
  }

  /** Whether some node can serve something. */
  public boolean isUsable() {
    return isWritable() || nodes.stream().anyMatch(NodeState::servesReads);
  }

  /** The replica for new reads with the shortest round trip, or null. */
  public @Nullable NodeState nearestReplica() {
    NodeState nearest = null;
    for (NodeState state : nodes) {
      if (state.servesReads()
          && (nearest == null || state.roundTripNanos() < nearest.roundTripNanos())) {
        nearest = state;
      }
    }
    return nearest;
  }

  /** How many nodes have the role and answer. */
  public long countUp(Role role) {
    return nodes.stream().filter(state -> state.up() && state.role() == role).count();
  }
}
