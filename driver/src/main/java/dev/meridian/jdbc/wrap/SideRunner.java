package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Route;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.wrap.PositionedWrite.Outcome;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Executes on one side, once it is decided which, and takes note of what came of it: what the
 * session has seen, where the primary's WAL is, and whether the node is to be doubted. Not
 * threadsafe.
 */
final class SideRunner {

  // One name for all that tells where statements go.
  private static final System.Logger LOG = System.getLogger(Pilot.class.getName());

  private static final Set<String> COMMITS = Set.of("COMMIT", "END", "PREPARE");

  private final World world;
  private final Logbook logbook;
  private final Sides sides;
  private final ConnectionState state;

  private @Nullable Side lastSide;
  private RouteReason lastReason = RouteReason.NEAREST;
  private Duration lastWaited = Duration.ZERO;

  SideRunner(World world, Logbook logbook, Sides sides, ConnectionState state) {
    this.world = world;
    this.logbook = logbook;
    this.sides = sides;
    this.state = state;
  }

  /** Where the last statement ran, or null before the first. Made only when asked for. */
  @Nullable Route lastRoute() {
    Side side = lastSide;
    if (side == null) {
      return null;
    }
    Node node = side.node.node();
    return new Route(node.address(), node.region(), side.node.role(), lastReason, lastWaited);
  }

  /** The side of the last statement, or null before the first. */
  @Nullable Side lastSide() {
    return lastSide;
  }

  /** The connection on which the work can bring the primary's position along, or null. */
  private @Nullable PositionedConnection carrier(Side side, Verdict verdict, Work<?> work) {
    return state.autoCommit() && verdict.changesRows() && work.isPositionable(side)
        ? side.positioned()
        : null;
  }

  /** The text that brings the position along on that side, or null if the work runs as it is. */
  @Nullable String carryingText(Side side, Verdict verdict, Work<?> work) throws SQLException {
    if (side.pg instanceof PositionedConnection own && own.lent() != null) {
      return work.isLendable(side) ? own.lent().text(work.sql(), state.autoCommit()) : null;
    }
    PositionedConnection positioned = carrier(side, verdict, work);
    return positioned == null ? null : work.positionedText(positioned, world.walQuestion());
  }

  /**
   * Executes on a side, and notes what that means for the session.
   *
   * @param waited how long it has waited for the node
   * @param pinned whether the server session can not be replaced by another
   */
  <R> R on(
      Side side, Verdict verdict, RouteReason reason, Duration waited, boolean pinned, Work<R> work)
      throws SQLException {
    NodeState node = side.node;
    world.gate().require(node.node());
    lastSide = side;
    lastReason = reason;
    lastWaited = waited;
    if (LOG.isLoggable(Level.DEBUG)) {
      LOG.log(
          Level.DEBUG,
          "to {0}, {1}: {2} ({3}), waited {4} ms",
          node.node(),
          node.role(),
          reason,
          verdict.because(),
          waited.toMillis());
    }
    PositionedConnection positioned = carrier(side, verdict, work);
    boolean transaction = !state.autoCommit() || side.isInTransaction();
    long began = System.nanoTime();
    WalAnswer position = null;
    side.limit(work.waiting().timeoutNanos());
    side.setRunning(true);
    try {
      if (positioned == null) {
        return work.on(side);
      }
      Outcome<R> outcome = work.positionedOn(side, positioned, world.walQuestion());
      position = outcome.answer();
      return outcome.result();
    } catch (SQLException e) {
      if (sides.isClosed()) {
        // From another thread, and that is why: the node is not to blame.
        throw e;
      }
      if (Failures.isLostConnection(e)) {
        side.lose();
        if (Failures.isNodeDoubtful(e)) {
          world.suspect(node, e);
        }
        if (transaction && (Failures.isBrokenLink(e) || isDown(node))) {
          throw mayCommit(verdict, work.sql())
              ? Failures.commitUnknown(node, e)
              : Failures.transactionLost(node, e);
        }
      } else if (side.use == Use.PRIMARY && Failures.isRefusedWrite(e) && !state.readOnly()) {
        refusedAtHome(side, pinned, e);
      }
      throw e;
    } finally {
      side.setRunning(false);
      if (position == null) {
        ended(side, verdict);
      } else {
        logbook.learned(side, position, began, System.nanoTime());
      }
    }
  }

  /** Whether the text may commit the open transaction, alone or among other statements. */
  private static boolean mayCommit(Verdict verdict, String sql) {
    int end = sql.indexOf(';');
    return COMMITS.contains(verdict.because()) || (end >= 0 && !sql.substring(end + 1).isBlank());
  }

  /** Whether it turns out that not one server session has ended but the whole server. */
  private boolean isDown(NodeState node) throws SQLException {
    return !world.lookout().seen(seen -> seen.of(node.node()).up()).of(node.node()).up();
  }

  /** The primary took a write for one on a replica: it was demoted, or is being fenced off. */
  private void refusedAtHome(Side side, boolean pinned, SQLException refusal) {
    refusal.addSuppressed(new RefusedByPrimary(side.node.node()));
    // What is pinned was perhaps told so by its user, and can not be replaced.
    side.halfApplied |= !pinned;
    world.monitor().wantAll();
  }

  private void ended(Side side, Verdict verdict) {
    if (verdict.kind() == Kind.TRANSACTION && !side.isInTransaction()) {
      endedByText(verdict);
    }
    logbook.ended(side, verdict);
  }

  private void endedByText(Verdict verdict) {
    if (verdict.because().equals("ROLLBACK") || verdict.because().equals("ABORT")) {
      state.rolledBack();
    } else {
      state.committed();
    }
  }

  /** Commits the open transaction; on the primary its position comes along. */
  void commit(Side side) throws SQLException {
    long began = System.nanoTime();
    WalAnswer position = null;
    try {
      if (side.isPositioned()) {
        position = PositionedCommit.on(side, world.walQuestion());
      } else {
        side.pg.commit();
      }
    } finally {
      if (position == null) {
        logbook.transactionEnded(side);
      } else {
        logbook.learned(side, position, began, began);
      }
    }
  }
}
