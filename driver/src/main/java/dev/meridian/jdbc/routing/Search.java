package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Fitness.Degree;
import dev.meridian.jdbc.topology.NodeState;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the replica of one read.
 *
 * <ol>
 *   <li>The nearest of the first group that has one that is ready is the best. Those that are
 *       {@link Nearness#isAsNear as near} share the load: of two, drawn by lot, the one with the
 *       lesser product of round trip and statements in flight.
 *   <li>The one that the connection used last stays while it is ready, unless another one of its
 *       group is {@link Nearness#isClearlyNearer clearly nearer}, or one of an earlier group ready.
 *   <li>One that came back lately is passed over by some, who use another one that has been at hand
 *       for longer, if there is one.
 * </ol>
 *
 * <p>Not threadsafe; made for one decision.
 */
final class Search {

  private final Lineup lineup;
  private final Fitness fitness;
  private final CrowdedNodes crowded;
  private final ReadGroups groups;
  private final int preferred;
  private final int ticket;
  private final long nowNanos;

  // The one that the connection used last, if it is ready; or if it is behind.
  private @Nullable NodeState kept;
  private @Nullable NodeState keptBehind;
  private int keptRank;

  private @Nullable NodeState best;
  private int bestRank;
  // The two drawn, and their lots: the least of all as near as the best.
  private @Nullable NodeState first;
  private @Nullable NodeState second;
  private int firstLot;
  private int secondLot;

  private @Nullable NodeState behind;
  private boolean fresh;
  private boolean passedOver;

  Search(
      Lineup lineup,
      Fitness fitness,
      CrowdedNodes crowded,
      ReadGroups groups,
      int preferred,
      int ticket,
      long nowNanos) {
    this.lineup = lineup;
    this.fitness = fitness;
    this.crowded = crowded;
    this.groups = groups;
    this.preferred = preferred;
    this.ticket = ticket;
    this.nowNanos = nowNanos;
  }

  /**
   * Looks.
   *
   * @param used the node at the preferred index, or null
   */
  void run(@Nullable NodeState used) {
    if (used != null && used.servesReads()) {
      keep(used);
    }
    look(false);
    NodeState found = best == null ? kept : best;
    if (passedOver && (found == null || !Lot.isWarm(found, nowNanos))) {
      best = null;
      first = null;
      second = null;
      behind = null;
      look(true);
    }
  }

  private void keep(NodeState used) {
    keptRank = groups.rankOf(used.node());
    if (keptRank == ReadGroups.NONE) {
      return;
    }
    switch (fitness.of(used)) {
      case READY -> kept = used;
      case BEHIND -> keptBehind = used;
      case STALE, UNABLE -> {}
    }
  }

  private void look(boolean everywhere) {
    for (int i = 0; i < lineup.size(); i++) {
      NodeState state = lineup.at(i);
      if (isTooFar(state, lineup.rank(i))) {
        return;
      }
      int index = state.node().index();
      if (index != preferred && crowded.contains(index, nowNanos)) {
        continue;
      }
      if (!everywhere
          && index != preferred
          && !Lot.isWarm(state, nowNanos)
          && !Lot.admits(state, ticket, nowNanos)) {
        passedOver = true;
        continue;
      }
      consider(state, lineup.rank(i));
    }
  }

  /** Whether neither this one nor any behind it in the line-up changes anything. */
  private boolean isTooFar(NodeState state, int rank) {
    NodeState nearest = best;
    if (nearest != null && (rank > bestRank || !Nearness.isAsNear(state, nearest))) {
      return true;
    }
    NodeState used = kept;
    return used != null && rank >= keptRank && !Nearness.isClearlyNearer(state, used);
  }

  private void consider(NodeState state, int rank) {
    Degree degree = fitness.of(state);
    fresh |= degree != Degree.STALE;
    if (degree == Degree.BEHIND && behind == null) {
      behind = state;
    } else if (degree == Degree.READY) {
      if (best == null) {
        best = state;
        bestRank = rank;
      }
      draw(state);
    }
  }

  private void draw(NodeState state) {
    int lot = Lot.at(state.node().index(), ticket);
    if (first == null || lot < firstLot) {
      second = first;
      secondLot = firstLot;
      first = state;
      firstLot = lot;
    } else if (second == null || lot < secondLot) {
      second = state;
      secondLot = lot;
    }
  }

  /** The one to serve at once, or null. */
  @Nullable NodeState ready(Pending pending) {
    NodeState one = first;
    NodeState other = second;
    if (one == null) {
      return kept;
    }
    if (other == null) {
      return one;
    }
    int here = pending.at(one.node().index());
    int there = pending.at(other.node().index());
    // With as much to do at both the lot decides, not a difference that is nothing.
    return here != there && other.roundTripNanos() * (there + 1) < one.roundTripNanos() * (here + 1)
        ? other
        : one;
  }

  /** The nearest that is behind what the session has seen, or null; the last one used stays. */
  @Nullable NodeState behind() {
    NodeState nearest = behind;
    NodeState used = keptBehind;
    return nearest == null
            || used == null
            || groups.rankOf(nearest.node()) != keptRank
            || Nearness.isClearlyNearer(nearest, used)
        ? nearest
        : used;
  }

  /** Whether a replica is at hand that is not stale, whatever it can answer. */
  boolean isAnyFresh() {
    return fresh || kept != null || keptBehind != null;
  }
}
