package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.session.SeenState.Known;
import dev.meridian.jdbc.topology.Catalogues;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import org.jspecify.annotations.Nullable;

/** How far each replica can serve one read, at one moment. Immutable. */
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

  private final Topology topology;
  private final ReadNeed need;
  private final Catalogues catalogues;
  private final SeenState seen;
  private final boolean anyAge;
  private final long maxLagNanos;
  private final long nowNanos;
  private final int newest;
  private final @Nullable Known known;
  private final @Nullable Known told;
  private final boolean unseen;

  Fitness(
      Topology topology,
      ReadNeed need,
      Catalogues catalogues,
      SeenState seen,
      Consistency consistency,
      long maxLagNanos,
      long nowNanos) {
    boolean asSeen = consistency == Consistency.SESSION;
    this.topology = topology;
    this.need = need;
    this.catalogues = catalogues;
    this.seen = seen;
    this.anyAge = consistency == Consistency.EVENTUAL;
    this.maxLagNanos = maxLagNanos;
    this.nowNanos = nowNanos;
    this.newest = asSeen ? seen.newest() : -1;
    this.known = asSeen ? seen.known() : null;
    this.told = asSeen ? seen.told() : null;
    this.unseen = newest < 0 && known == null && told == null;
  }

  /** Of a replica that is up. */
  Degree of(NodeState state) {
    if ((!anyAge && (state.stale() || topology.lagNanos(state, nowNanos) > maxLagNanos))
        || !isCompared(state)) {
      return Degree.STALE;
    }
    if (!need.isAnsweredBy(state, catalogues)) {
      return Degree.UNABLE;
    }
    return unseen || (hasReached(state) && hasDefinitions(state)) ? Degree.READY : Degree.BEHIND;
  }

  private boolean hasReached(NodeState state) {
    long since = seen.elsewhere(state.node().index(), state.incarnation(), newest);
    return Floor.isReachedBy(state, since, known, told, topology);
  }

  private boolean hasDefinitions(NodeState state) {
    return state.role() != Role.SUBSCRIBER
        || catalogues.isConfirmedSince(
            seen.definitionsElsewhere(state.node().index(), state.incarnation()));
  }

  /** While the primary is away nothing can be defined that it would answer by. */
  private boolean isCompared(NodeState state) {
    NodeState primary = topology.primary();
    return state.role() != Role.SUBSCRIBER
        || primary == null
        || !primary.up()
        || catalogues.isConfirmedSince(nowNanos - maxLagNanos);
  }
}
