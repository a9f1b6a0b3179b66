package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.WhenStale;
import dev.meridian.jdbc.routing.Decision;
import dev.meridian.jdbc.routing.Floor;
import dev.meridian.jdbc.routing.Gathering;
import dev.meridian.jdbc.routing.ReadNeed;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One read on its way to a node: decide, wait if that pays, execute, and try elsewhere what failed
 * for reasons of the node. Every attempt excludes its node or its reason for waiting, so it ends.
 *
 * @param <R> the result's type
 */
final class ReadFlight<R> {

  private final Pilot pilot;
  private final World world;
  private final Verdict verdict;
  private final ReadNeed need;
  private final Work<R> work;
  private final Consistency consistency;
  private final boolean opensTransaction;

  private long waitedNanos;
  private boolean waited;
  private boolean doubted;
  private boolean awaitedFailover;
  private @Nullable RouteReason detour;
  private @Nullable SQLException loss;
  private int attemptsLeft;

  ReadFlight(Pilot pilot, Verdict verdict, Work<R> work) {
    this.pilot = pilot;
    this.world = pilot.world();
    this.verdict = verdict;
    this.opensTransaction = !pilot.state().autoCommit();
    this.need = new ReadNeed(verdict, opensTransaction, pilot.state().searchPath());
    this.work = work;
    this.consistency = pilot.consistency(work);
    this.attemptsLeft = world.topology().nodes().size() + 1;
  }

  R fly() throws SQLException {
    if (consistency.compareTo(Consistency.SESSION) <= 0) {
      pilot.awaitLaterTimeline(world.settings().catchUpTimeout(), work.waiting());
    }
    while (true) {
      Decision decision = settled(decide());
      NodeState node = decision.node();
      if (node == null && !doubted) {
        doubted = true;
        world.lookout().seen(seen -> isServed());
        continue;
      }
      if (node == null && isServedAfterFailover()) {
        continue;
      }
      if (node == null) {
        throw noReader(decision.reason());
      }
      pilot.choice().reads(decision);
      RouteReason reason = detour == null ? decision.reason() : detour;
      boolean toReplica = node.isLiveReplica();
      attemptsLeft--;
      Side side = open(node, toReplica);
      if (side == null) {
        continue;
      }
      if (toReplica && !(takesState(side) && isLendable(side))) {
        return home(RouteReason.NOT_ON_A_REPLICA);
      }
      boolean entered = !toReplica && world.displaced().enter(reason, work.waiting());
      try {
        Work<R> there = LentWork.of(work, side, !opensTransaction);
        R result = pilot.on(side, verdict, reason, Duration.ofNanos(waitedNanos), there);
        pilot.guard().requireComparedColumns(side, verdict, work);
        if (reason == RouteReason.BEHIND && !toReplica) {
          // The next read of the session needs to know how far this one has seen.
          world.monitor().want(node.node());
        }
        return result;
      } catch (SQLException e) {
        if (opensTransaction || attemptsLeft <= 0 || pilot.sides().isClosed()) {
          throw e;
        }
        if (!toReplica) {
          lostThePrimary(e);
          lost(node, e);
          continue;
        }
        if (Failures.isRefusedWrite(e)) {
          world.learnWrite(work.sql());
          return home(RouteReason.CORRECTED);
        }
        if (Failures.isReplicaOnly(e)) {
          R result = home(RouteReason.NOT_ON_A_REPLICA);
          if (Failures.isMissingThere(e) && node.role() == Role.SUBSCRIBER) {
            world.doubtSubscribers();
          }
          return result;
        }
        if (!Failures.isLostConnection(e)) {
          throw e;
        }
        lost(node, e);
      } finally {
        world.displaced().leave(entered);
      }
    }
  }

  /**
   * After a read lost the primary: goes on if a replica may serve it, or another primary within
   * {@code failoverTimeout}; else fails as it did.
   */
  private void lostThePrimary(SQLException e) throws SQLException {
    if (!Failures.isLostConnection(e)
        || (world.settings().failoverTimeout().isZero() && decide().node() == null)) {
      throw e;
    }
  }

  /**
   * Waits once, for {@code failoverTimeout}, where no replica can serve and no primary is up. Also
   * one that came up a moment ago may serve.
   */
  private boolean isServedAfterFailover() throws SQLException {
    long nanos = world.settings().failoverTimeout().toNanos();
    if (awaitedFailover || nanos == 0) {
      return false;
    }
    awaitedFailover = true;
    boolean writable = world.topology().isWritable();
    return isServed()
        || (!writable
            && work.waiting()
                .run(nanos, limit -> world.monitor().await(seen -> isServed(), limit)));
  }

  /**
   * After a read lost its connection.
   *
   * @throws SQLException the loss itself, if the client did not wait for the answer any longer
   *     while the node still answers its probe: then it was the read that took long
   */
  private void lost(NodeState node, SQLException e) throws SQLException {
    if (Failures.isTimeout(e) && isUp(node, world.lookout().seen(seen -> isUp(node, seen)))) {
      throw e;
    }
    detour = RouteReason.NODE_LOST;
    loss = e;
  }

  private static boolean isUp(NodeState node, Topology seen) {
    return seen.of(node.node()).up();
  }

  /**
   * Why no node may serve. After a loss that is what the application is told, as by pgjdbc; but who
   * may not go elsewhere is told that.
   */
  private SQLException noReader(RouteReason reason) {
    boolean excluded = world.gate().excludesPrimary(world.topology());
    SQLException none =
        excluded
            ? world.gate().noReader(reason)
            : Failures.noReader(reason, world.topology(), world.settings());
    if (loss == null) {
      return none;
    }
    if (excluded) {
      none.addSuppressed(loss);
      return none;
    }
    loss.addSuppressed(none);
    return loss;
  }

  private R home(RouteReason reason) throws SQLException {
    return pilot.on(
        pilot.primarySide(work.waiting()), verdict, reason, Duration.ofNanos(waitedNanos), work);
  }

  /** The side for the node, or null if it could not be reached and another is to be tried. */
  private @Nullable Side open(NodeState node, boolean toReplica) throws SQLException {
    try {
      if (!toReplica) {
        return pilot.primarySide(work.waiting());
      }
      Side side = pilot.sides().at(node, Use.REPLICA);
      world.crowded().accepted(node.node().index());
      return side;
    } catch (SQLException e) {
      // Without credentials nothing was asked of the node: it is not lost, and no other is better.
      if (attemptsLeft <= 0
          || pilot.sides().isClosed()
          || ResidencyGate.isOutside(e)
          || e instanceof SQLInvalidAuthorizationSpecException) {
        throw e;
      }
      if (toReplica && Failures.isCrowded(e)) {
        world.crowded().refused(node.node().index(), System.nanoTime());
        detour = RouteReason.CROWDED;
        return null;
      }
      world.suspect(node, e);
      if (!toReplica) {
        lostThePrimary(e);
      }
      detour = RouteReason.NODE_LOST;
      loss = e;
      return null;
    }
  }

  private boolean isLendable(Side side) {
    return !side.isPooled() || work.isLendable(side);
  }

  /** Whether the connection's settings can be had on a replica, or that was lost just now. */
  private boolean takesState(Side side) throws SQLException {
    try {
      pilot.state().applyTo(side);
      return true;
    } catch (SQLException e) {
      if (Failures.isLostConnection(e)) {
        world.suspect(side.node, e);
      }
      return false;
    }
  }

  private Decision decide() {
    return pilot.choice().decide(need, consistency);
  }

  /** Whether a node may serve; who has waited already must not have to wait for it again. */
  private boolean isServed() {
    Decision decision = decide();
    return (waited && decision.mustWait() ? instead(decision) : decision).node() != null;
  }

  /** A decision that needs no waiting any more. */
  private Decision settled(Decision first) throws SQLException {
    Decision decision = first;
    NodeState node = decision.node();
    Floor floor = decision.floor();
    if (node != null && floor != null) {
      return waited ? instead(decision) : afterWaiting(node, floor, decision);
    }
    boolean comes =
        decision.reason() == RouteReason.NO_REPLICA
            || world.settings().whenStale() == WhenStale.WAIT;
    if (node == null && !waited && comes && whenStale() == WhenStale.WAIT) {
      return afterAnyReplica();
    }
    return decision;
  }

  /** What is to be done where no replica is ready: who may not go to the primary has to wait. */
  private WhenStale whenStale() {
    WhenStale stated = world.settings().whenStale();
    return stated == WhenStale.PRIMARY && world.gate().excludesPrimary(world.topology())
        ? WhenStale.WAIT
        : stated;
  }

  private Decision afterWaiting(NodeState node, Floor floor, Decision decision)
      throws SQLException {
    Topology topology = world.topology();
    long began = System.nanoTime();
    long limit = world.settings().catchUpTimeout().toNanos();
    WhenStale whenStale = whenStale();
    Gathering gathering = pilot.choice().gathering();
    long patience = whenStale == WhenStale.WAIT ? limit : 0;
    if (whenStale == WhenStale.PRIMARY || decision.otherwise() != null) {
      patience =
          Math.min(
              limit, world.catchUp().worthwhileNanos(decision, node, floor, topology, gathering));
      // Where there is nowhere else to go a wait may be long, and nobody is to join in.
      gathering.waits(node.node().index(), began, patience);
    }
    boolean positionKnown = floor.position(topology) != null;
    boolean reached =
        patience > 0
            && work.waiting()
                .run(patience, nanos -> world.catchUp().awaitReached(node, floor, nanos));
    long took = System.nanoTime() - began;
    waitedNanos += took;
    waited = true;
    if (reached) {
      world.catchUp().book().caughtUp(node, took, positionKnown, began + took);
      NodeState now = world.topology().of(node.node());
      // What others of the session have seen since this read began is concurrent with it. To ask
      // again would send it after them for ever: each of their reads at home would make it wait.
      // But what a subscriber holds may have turned out to be another.
      return need.isAnsweredBy(now, world.catalogues())
          ? Decision.go(now, RouteReason.NEAREST)
          : settled(decide());
    }
    if (patience > 0) {
      world.catchUp().book().gaveUp(node, System.nanoTime());
      gathering.waitedInVain(System.nanoTime());
    }
    return instead(decision);
  }

  private Decision instead(Decision late) {
    NodeState otherwise = late.otherwise();
    NodeState kept = late.kept();
    if (kept != null && pilot.choice().gathering().isToBeTried(System.nanoTime())) {
      // A connection to the primary might take longer to open than it is needed for.
      return Decision.go(kept, RouteReason.BEHIND);
    }
    return otherwise == null
        ? world.gate().inside(world.router().instead(world.topology(), RouteReason.BEHIND))
        : Decision.go(otherwise, RouteReason.BEHIND);
  }

  private Decision afterAnyReplica() throws SQLException {
    long began = System.nanoTime();
    waited = true;
    work.waiting()
        .run(
            world.settings().catchUpTimeout().toNanos(),
            nanos -> world.monitor().await(seen -> isServed(), nanos));
    waitedNanos += System.nanoTime() - began;
    return settled(decide());
  }
}
