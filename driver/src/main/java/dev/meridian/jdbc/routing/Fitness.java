package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.session.SeenState.Known;
import dev.meridian.jdbc.topology.Catalogues;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;

/** How far a replica can serve a read. Immutable. */
final class Fitness {

  /** How far one can, each more than the one before. */
  enum Degree {
    /** It is staler than {@code maxLag}, or what it holds was not compared for as long. */
    STALE,
    /** It would not give the primary's own answer. */
    UNABLE,
    /** It has still to reach what the session has seen elsewhere. */
    BEHIND,
    /** It can serve now. */
    READY
  }

  private final long maxLagNanos;

  Fitness(long maxLagNanos) {
    this.maxLagNanos = maxLagNanos;
  }

  /**
   * Of a replica that is up.
   *
   * @param newest what the session answered when it was asked where it saw something last
   */
  Degree of(
      NodeState state,
      Topology topology,
      ReadNeed need,
      Catalogues catalogues,
      SeenState seen,
      Consistency consistency,
      int newest,
      long nowNanos) {
    boolean stale = state.stale() || topology.lagNanos(state, nowNanos) > maxLagNanos;
    if ((stale && consistency != Consistency.EVENTUAL)
        || !isCompared(state, topology, catalogues, nowNanos)) {
      return Degree.STALE;
    }
    if (!need.isAnsweredBy(state, catalogues)) {
      return Degree.UNABLE;
    }
    return consistency != Consistency.SESSION
            || hasReached(state, topology, catalogues, seen, newest)
        ? Degree.READY
        : Degree.BEHIND;
  }

  private static boolean hasReached(
      NodeState state, Topology topology, Catalogues catalogues, SeenState seen, int newest) {
    Known known = seen.known();
    Known told = seen.told();
    if (newest < 0 && known == null && told == null) {
      return true;
    }
    int node = state.node().index();
    long since = seen.elsewhere(node, state.incarnation(), newest);
    return Floor.isReachedBy(state, since, known, told, topology)
        && (state.role() != Role.SUBSCRIBER
            || catalogues.isConfirmedSince(seen.definitionsElsewhere(node, state.incarnation())));
  }

  /** While the primary is away nothing can be defined that it would answer by. */
  private boolean isCompared(
      NodeState state, Topology topology, Catalogues catalogues, long nowNanos) {
    NodeState primary = topology.primary();
    return state.role() != Role.SUBSCRIBER
        || primary == null
        || !primary.up()
        || catalogues.isConfirmedSince(nowNanos - maxLagNanos);
  }
}
