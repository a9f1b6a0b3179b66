package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.api.WhenPartitioned;
import dev.meridian.jdbc.api.WhenStale;
import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.session.SeenState.Known;
import dev.meridian.jdbc.topology.Catalogues;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Decides which node serves a read. A pure function of the topology, the catalogues, what the
 * session has seen, and the time it is given.
 *
 * <ol>
 *   <li>While the primary does not answer, {@code whenPartitioned=refuse} leaves no candidate,
 *       unless {@link Consistency#EVENTUAL} is asked for.
 *   <li>Candidates are the replicas that are up and not drained, not staler than {@code maxLag}
 *       (unless {@link Consistency#EVENTUAL} is asked for), not {@link CrowdedNodes crowded}, and
 *       able to give the primary's own answer to the statement. Of a subscriber that must be known
 *       as of {@code maxLag} ago too: definitions do not replicate.
 *   <li>A candidate is ready if it has reached all that the session saw elsewhere; a subscriber
 *       must have been compared with the primary since. With less than {@link Consistency#SESSION}
 *       every candidate is ready.
 *   <li>The ready candidate with the lowest round trip serves. The one that the connection used
 *       last stays, unless another takes less than half its time.
 *   <li>The primary serves instead where it is clearly nearer and not drained, and where there is
 *       no candidate.
 *   <li>If there are candidates but none is ready, the nearest is named together with what it must
 *       reach; whoever executes the decision waits there as long as that pays.
 *   <li>A ready one is also left for one that is much nearer and behind, as long as waiting there
 *       pays: else a session that went away once would stay away, since every read moves what it
 *       has seen.
 *   <li>With {@code whenStale=fail} or {@code wait} the primary is not asked because replicas are
 *       away, stale or behind.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
public final class Router {

  // Within this the primary's round trip counts as no nearer: the load belongs on a replica.
  private static final double NEAR_FACTOR = 1.25;
  private static final long NEAR_NANOS = 500_000;

  private final long maxLagNanos;
  private final WhenStale whenStale;
  private final boolean refusesPartitioned;
  private final CrowdedNodes crowded;

  /** Decides where no node is ever crowded. */
  public Router(Settings settings) {
    this(settings, new CrowdedNodes());
  }

  /**
   * Decides by these settings.
   *
   * @param crowded which nodes take no more connections
   */
  public Router(Settings settings, CrowdedNodes crowded) {
    this.crowded = crowded;
    this.maxLagNanos = settings.maxLag().toNanos();
    this.whenStale = settings.whenStale();
    this.refusesPartitioned = settings.whenPartitioned() == WhenPartitioned.REFUSE;
  }

  /**
   * Decides for one read.
   *
   * @param consistency {@link Consistency#STRONG} is the caller's to serve from the primary
   * @param preferred the index of the replica that the connection used last, or -1
   * @param nowNanos {@link System#nanoTime}
   */
  public Decision read(
      Topology topology,
      ReadNeed need,
      Catalogues catalogues,
      SeenState seen,
      Consistency consistency,
      int preferred,
      long nowNanos) {
    if (refusesPartitioned && consistency != Consistency.EVENTUAL && !topology.isWritable()) {
      return Decision.nowhere(RouteReason.PARTITIONED);
    }
    NodeState ready = null;
    NodeState behind = null;
    boolean fresh = false;
    boolean asSeen = consistency == Consistency.SESSION;
    int newest = asSeen ? seen.newest() : -1;
    Known known = asSeen ? seen.known() : null;
    Known told = asSeen ? seen.told() : null;
    boolean unseen = newest < 0 && known == null && told == null;
    for (NodeState state : topology.nodes()) {
      if (!state.servesReads()
          || (state.node().index() != preferred && crowded.contains(state.node().index(), nowNanos))
          || (consistency != Consistency.EVENTUAL
              && (state.stale() || topology.lagNanos(state, nowNanos) > maxLagNanos))
          || !isCompared(state, topology, catalogues, nowNanos)) {
        continue;
      }
      fresh = true;
      if (!need.isAnsweredBy(state, catalogues)) {
        continue;
      }
      long since = seen.elsewhere(state.node().index(), state.incarnation(), newest);
      if (unseen
          || (Floor.isReachedBy(state, since, known, told, topology)
              && (state.role() != Role.SUBSCRIBER
                  || catalogues.isConfirmedSince(
                      seen.definitionsElsewhere(state.node().index(), state.incarnation()))))) {
        ready = nearer(ready, state, preferred);
      } else {
        behind = nearer(behind, state, preferred);
      }
    }
    NodeState primary = topology.primary();
    if (primary != null && !primary.up()) {
      primary = null;
    }
    if (ready != null && behind != null && isMuchNearer(behind, ready)) {
      return waiting(behind, seen, ready);
    }
    if (ready != null && !isClearlyNearer(primary, ready)) {
      return Decision.go(ready, RouteReason.NEAREST);
    }
    if (ready != null) {
      return toPrimary(primary, RouteReason.NEAREST);
    }
    if (behind != null && !isClearlyNearer(primary, behind)) {
      return waiting(behind, seen, null);
    }
    if (behind != null) {
      return toPrimary(primary, RouteReason.NEAREST);
    }
    return need.verdict().reach() == Reach.PRIMARY || fresh
        ? toPrimary(primary, RouteReason.NOT_ON_A_REPLICA)
        : instead(primary, RouteReason.NO_REPLICA);
  }

  /**
   * Decides for a read whose replica was not ready in time: where {@code whenStale} sends it.
   *
   * @param reason why no replica serves
   */
  public Decision instead(Topology topology, RouteReason reason) {
    NodeState primary = topology.primary();
    return instead(primary != null && primary.up() ? primary : null, reason);
  }

  private static Decision waiting(NodeState behind, SeenState seen, @Nullable NodeState otherwise) {
    return new Decision(behind, RouteReason.NEAREST, Floor.of(seen, behind), otherwise);
  }

  private Decision instead(@Nullable NodeState primary, RouteReason reason) {
    return whenStale == WhenStale.PRIMARY ? toPrimary(primary, reason) : Decision.nowhere(reason);
  }

  private static Decision toPrimary(@Nullable NodeState primary, RouteReason reason) {
    return primary == null ? Decision.nowhere(reason) : Decision.go(primary, reason);
  }

  /** While the primary is away nothing can be defined that it would answer by. */
  private boolean isCompared(
      NodeState state, Topology topology, Catalogues catalogues, long nowNanos) {
    return state.role() != Role.SUBSCRIBER
        || topology.primary() == null
        || !topology.primary().up()
        || catalogues.isConfirmedSince(nowNanos - maxLagNanos);
  }

  /** The one to prefer of two replicas, either of which may be the one used last. */
  private static NodeState nearer(@Nullable NodeState one, NodeState other, int preferred) {
    if (one == null) {
      return other;
    }
    if (one.node().index() == preferred) {
      return other.roundTripNanos() * 2 < one.roundTripNanos() ? other : one;
    }
    if (other.node().index() == preferred) {
      return one.roundTripNanos() * 2 < other.roundTripNanos() ? one : other;
    }
    return other.roundTripNanos() < one.roundTripNanos() ? other : one;
  }

  private static boolean isMuchNearer(NodeState one, NodeState other) {
    return one.roundTripNanos() * 2 + NEAR_NANOS < other.roundTripNanos();
  }

  private static boolean isClearlyNearer(@Nullable NodeState primary, NodeState replica) {
    return primary != null
        && primary.role() == Role.PRIMARY
        && !primary.node().drained()
        && primary.roundTripNanos() * NEAR_FACTOR + NEAR_NANOS < replica.roundTripNanos();
  }
}
