package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.topology.NodeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The replicas that may serve new reads, in the order in which a decision looks at them: by group,
 * then by round trip, so that it can stop at the first that is too far. Made once for each picture
 * of the nodes. Immutable.
 */
final class Lineup {

  private record Place(NodeState state, int rank) {}

  private final List<NodeState> seen;
  private final NodeState[] states;
  private final int[] ranks;

  private Lineup(List<NodeState> seen, List<Place> places) {
    this.seen = seen;
    this.states = places.stream().map(Place::state).toArray(NodeState[]::new);
    this.ranks = places.stream().mapToInt(Place::rank).toArray();
  }

  static Lineup of(List<NodeState> seen, ReadGroups groups) {
    List<Place> places = new ArrayList<>(seen.size());
    for (NodeState state : seen) {
      int rank = groups.rankOf(state.node());
      if (state.servesReads() && rank != ReadGroups.NONE) {
        places.add(new Place(state, rank));
      }
    }
    places.sort(
        Comparator.comparingInt(Place::rank)
            .thenComparingLong(place -> place.state.roundTripNanos()));
    return new Lineup(seen, places);
  }

  /** Whether it was made of that very list. */
  @SuppressWarnings("ReferenceEquality") // each picture has another; to compare them would cost
  boolean isOf(List<NodeState> nodes) {
    return seen == nodes;
  }

  int size() {
    return states.length;
  }

  NodeState at(int place) {
    return states[place];
  }

  /** The {@link ReadGroups#rankOf} of the node at that place. */
  int rank(int place) {
    return ranks[place];
  }
}
