package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.api.WhenPartitioned;
import dev.meridian.jdbc.api.WhenStale;
import dev.meridian.jdbc.routing.Fitness.Degree;
import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.topology.Catalogues;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides which node serves a read. A pure function of the topology, the catalogues, what the
 * session has seen, and the time it is given.
 *
 * <ol>
 *   <li>While the primary does not answer, {@code whenPartitioned=refuse} leaves no candidate,
 *       unless {@link Consistency#EVENTUAL} is asked for.
 *   <li>Candidates are the replicas that are up and not drained, not staler than {@code maxLag}
 *       (unless {@link Consistency#EVENTUAL} is asked for), not {@link CrowdedNodes crowded}, of a
 *       region that {@code readFrom} allows, and able to give the primary's own answer to the
 *       statement. Of a subscriber that must be known as of {@code maxLag} ago too: definitions do
 *       not replicate.
 *   <li>A candidate is ready if it has reached all that the session saw elsewhere; a subscriber
 *       must have been compared with the primary since. With less than {@link Consistency#SESSION}
 *       every candidate is ready.
 *   <li>The nearest ready candidate serves, of the first group of {@code readFrom} that has one.
 *       Those that are {@link Nearness#isAsNear as near} share the load: of two, drawn by lot, the
 *       one with the lesser product of round trip and statements in flight.
 *   <li>{@linkplain #near Near a user} the groups are by the distance from there.
 *   <li>The one that the connection used last stays while it is ready, unless another one of its
 *       group is {@link Nearness#isClearlyNearer clearly nearer}, or one of an earlier group ready.
 *   <li>One that came back lately is passed over by some, who use another one that has been at hand
 *       for longer, if there is one.
 *   <li>The primary serves instead where it is clearly nearer and not drained, and where there is
 *       no candidate. With {@code readFrom} it is of its region's group: it serves too where that
 *       comes before the candidate's, and never for being near where that comes behind.
 *   <li>If there are candidates but none is ready, the nearest is named together with what it must
 *       reach; whoever executes the decision waits there as long as that pays.
 *   <li>A ready one is also left for one that is clearly nearer, or of an earlier group, and
 *       behind, as long as waiting there pays: else a session that went away once would stay away,
 *       since every read moves what it has seen. Until then the primary serves where that is
 *       clearly nearer than the ready one.
 *   <li>With {@code whenStale=fail} or {@code wait} the primary is not asked because replicas are
 *       away, stale or behind.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
public final class Router {

  private final Fitness fitness;
  private final WhenStale whenStale;
  private final boolean refusesPartitioned;
  // Whether reads that a replica should serve may go to the primary as they like.
  private final boolean displaces;
  private final ReadGroups groups;
  private final CrowdedNodes crowded;
  private final Pending pending;

  // Of the last picture that was asked for, since it is asked for again with every statement.
  private volatile Lineup last;

  /** Decides where no node is ever crowded, and nothing else is in flight. */
  public Router(Settings settings) {
    this(settings, new CrowdedNodes(), Pending.NONE);
  }

  /**
   * Decides by these settings.
   *
   * @param crowded which nodes take no more connections
   * @param pending what is in flight at each node
   */
  public Router(Settings settings, CrowdedNodes crowded, Pending pending) {
    this.crowded = crowded;
    this.pending = pending;
    this.groups = ReadGroups.of(settings.readFrom());
    this.last = Lineup.of(List.of(), groups);
    this.fitness = new Fitness(settings.maxLag().toNanos());
    this.whenStale = settings.whenStale();
    this.refusesPartitioned = settings.whenPartitioned() == WhenPartitioned.REFUSE;
    this.displaces = whenStale == WhenStale.PRIMARY && settings.primaryReadShare() == 100;
  }

  private Router(Router same, ReadGroups groups) {
    this.crowded = same.crowded;
    this.pending = same.pending;
    this.groups = groups;
    this.last = Lineup.of(List.of(), groups);
    this.fitness = same.fitness;
    this.whenStale = same.whenStale;
    this.refusesPartitioned = same.refusesPartitioned;
    this.displaces = same.displaces;
  }

  /**
   * The same for those who want the node that is nearest to a region, not to this program. Where it
   * is not known how far any node's region is, nothing changes.
   *
   * @param kilometres from there to another region, in km; negative if that is not known
   */
  public Router near(String region, ToIntFunction<String> kilometres) {
    return new Router(this, groups.from(new Distances(region, kilometres)));
  }

  /**
   * Decides for one read.
   *
   * @param consistency {@link Consistency#STRONG} is the caller's to serve from the primary
   * @param preferred the index of the replica that the connection used last, or of the primary if
   *     its last read went there for being nearer, or -1
   * @param ticket the connection's own, drawn at random once: where chance decides, it decides by
   *     that
   * @param nowNanos {@link System#nanoTime}
   */
  public Decision read(
      Topology topology,
      ReadNeed need,
      Catalogues catalogues,
      SeenState seen,
      Consistency consistency,
      int preferred,
      int ticket,
      long nowNanos) {
    if (refusesPartitioned && consistency != Consistency.EVENTUAL && !topology.isWritable()) {
      return Decision.nowhere(RouteReason.PARTITIONED);
    }
    int newest = consistency == Consistency.SESSION ? seen.newest() : -1;
    NodeState used = used(topology.nodes(), preferred);
    Degree usedDegree =
        used == null
            ? Degree.STALE
            : fitness.of(used, topology, need, catalogues, seen, consistency, newest, nowNanos);
    NodeState kept = usedDegree == Degree.READY ? used : null;
    boolean fresh = usedDegree != Degree.STALE;
    NodeState best = null;
    // The two drawn of all that are as near as the best.
    NodeState first = null;
    NodeState second = null;
    NodeState behind = null;
    boolean passedOver = false;
    boolean everybody = false;
    Lineup lineup = lineup(topology.nodes());
    for (int i = 0; ; i++) {
      if (i == lineup.size() || isTooFar(lineup.at(i), lineup.rank(i), best, kept)) {
        NodeState found = best == null ? kept : best;
        if (everybody || !passedOver || (found != null && Lot.isWarm(found, nowNanos))) {
          break;
        }
        // Once more, with those that came back lately: nobody has been at hand for longer.
        everybody = true;
        best = null;
        first = null;
        second = null;
        behind = null;
        i = -1;
        continue;
      }
      NodeState state = lineup.at(i);
      int index = state.node().index();
      if (index != preferred && crowded.contains(index, nowNanos)) {
        continue;
      }
      if (!everybody && index != preferred && isPassedOver(state, ticket, nowNanos)) {
        passedOver = true;
        continue;
      }
      Degree degree =
          fitness.of(state, topology, need, catalogues, seen, consistency, newest, nowNanos);
      fresh |= degree != Degree.STALE;
      if (degree == Degree.BEHIND && behind == null) {
        behind = state;
      } else if (degree == Degree.READY) {
        best = best == null ? state : best;
        if (first == null || Lot.isBefore(state, first, ticket)) {
          second = first;
          first = state;
        } else if (second == null || Lot.isBefore(state, second, ticket)) {
          second = state;
        }
      }
    }
    NodeState ready = first == null ? kept : lessBusy(first, second);
    if (behind != null && usedDegree == Degree.BEHIND && staysBehind(used, behind)) {
      behind = used;
    }
    NodeState primary = topology.primary();
    if (primary != null && !primary.up()) {
      primary = null;
    }
    if (behind != null && (ready == null || isWorthAWait(behind, ready))) {
      boolean home = displaces && ready != null && isBetter(primary, ready, preferred);
      NodeState otherwise = home ? null : ready;
      return isBetter(primary, behind, preferred)
          ? toPrimary(primary, RouteReason.NEAREST)
          : waiting(
              behind, seen, otherwise, home ? kept : null, isRanked(behind, otherwise, primary));
    }
    if (ready != null) {
      return isBetter(primary, ready, preferred)
          ? toPrimary(primary, RouteReason.NEAREST)
          : Decision.go(ready, RouteReason.NEAREST);
    }
    return need.verdict().reach() == Reach.PRIMARY || fresh
        ? toPrimary(primary, RouteReason.NOT_ON_A_REPLICA)
        : instead(primary, RouteReason.NO_REPLICA);
  }

  private Lineup lineup(List<NodeState> nodes) {
    Lineup known = last;
    if (!known.isOf(nodes)) {
      known = Lineup.of(nodes, groups);
      last = known;
    }
    return known;
  }

  /** The replica that the connection used last, if it still serves reads, or null. */
  private @Nullable NodeState used(List<NodeState> nodes, int preferred) {
    NodeState used = preferred >= 0 && preferred < nodes.size() ? nodes.get(preferred) : null;
    return used != null && used.servesReads() && rank(used) != ReadGroups.NONE ? used : null;
  }

  private int rank(NodeState node) {
    return groups.rankOf(node.node());
  }

  /** Whether neither this one nor any behind it in the line-up changes anything. */
  private boolean isTooFar(
      NodeState state, int rank, @Nullable NodeState best, @Nullable NodeState kept) {
    return (best != null && (rank > rank(best) || !Nearness.isAsNear(state, best)))
        || (kept != null && rank >= rank(kept) && !Nearness.isClearlyNearer(state, kept));
  }

  private static boolean isPassedOver(NodeState state, int ticket, long nowNanos) {
    return !Lot.isWarm(state, nowNanos) && !Lot.admits(state, ticket, nowNanos);
  }

  /** With as much to do at both the lot decides, not a difference that is nothing. */
  private NodeState lessBusy(NodeState first, @Nullable NodeState second) {
    if (second == null) {
      return first;
    }
    int here = pending.at(first.node().index());
    int there = pending.at(second.node().index());
    return here != there
            && second.roundTripNanos() * (there + 1) < first.roundTripNanos() * (here + 1)
        ? second
        : first;
  }

  private boolean staysBehind(@Nullable NodeState used, NodeState nearest) {
    return used != null && rank(nearest) == rank(used) && !Nearness.isClearlyNearer(nearest, used);
  }

  private boolean isWorthAWait(NodeState behind, NodeState ready) {
    int there = rank(behind);
    int here = rank(ready);
    return there < here || (there == here && Nearness.isClearlyNearer(behind, ready));
  }

  /** Whether the primary serves although a replica could. Who reads there already stays longer. */
  private boolean isBetter(@Nullable NodeState primary, NodeState replica, int preferred) {
    if (primary == null || primary.role() != Role.PRIMARY || primary.node().drained()) {
      return false;
    }
    int home = rank(primary);
    int away = rank(replica);
    if (home != away) {
      return home < away;
    }
    if (preferred == primary.node().index()) {
      return primary.roundTripNanos() < replica.roundTripNanos();
    }
    return preferred == replica.node().index()
        ? Nearness.isClearlyNearer(primary, replica)
        : Nearness.isHomeNearer(primary, replica);
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

  /** Whether a node is of an earlier group than what would serve in its place. */
  private boolean isRanked(
      NodeState behind, @Nullable NodeState ready, @Nullable NodeState primary) {
    NodeState instead = ready == null ? primary : ready;
    return instead != null && rank(behind) < rank(instead);
  }

  private static Decision waiting(
      NodeState behind,
      SeenState seen,
      @Nullable NodeState otherwise,
      @Nullable NodeState kept,
      boolean ranked) {
    return new Decision(
        behind, RouteReason.NEAREST, Floor.of(seen, behind), otherwise, kept, ranked);
  }

  private Decision instead(@Nullable NodeState primary, RouteReason reason) {
    return whenStale == WhenStale.PRIMARY ? toPrimary(primary, reason) : Decision.nowhere(reason);
  }

  private static Decision toPrimary(@Nullable NodeState primary, RouteReason reason) {
    return primary == null ? Decision.nowhere(reason) : Decision.go(primary, reason);
  }
}
