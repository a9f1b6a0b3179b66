package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.routing.ReadNeed;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.RelationUse;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Sides for what is not a statement of the application, or not yet: questions to the catalogue,
 * texts that are checked before they are executed, and what is sent piece by piece. Not threadsafe.
 */
final class SideAhead {

  private static final System.Logger LOG = System.getLogger(SideAhead.class.getName());

  private static final Verdict CATALOGUE_READ =
      new Verdict(Kind.READ, Reach.STANDBY, RelationUse.NONE, "the system catalogue", false);

  private final Pilot pilot;

  SideAhead(Pilot pilot) {
    this.pilot = pilot;
  }

  /**
   * A side for what reads the system catalogue without being a statement of the application: the
   * open transaction's, or where a read of it would go. Whoever reads there tells the {@link
   * Pilot#logbook} afterwards.
   */
  Side forMetadata() throws SQLException {
    Side open = pilot.sides().inTransaction();
    if (open != null) {
      pilot.requirePassage(open);
      return open;
    }
    Work<Side> sideOnly = new SideOnly();
    boolean near = pilot.state().autoCommit() && pilot.whyHome(CATALOGUE_READ, sideOnly) == null;
    return near ? new ReadFlight<>(pilot, CATALOGUE_READ, sideOnly).fly() : pilot.primarySide();
  }

  /**
   * The side where a statement will be executed as far as can be told before that without waiting:
   * what is handed to it in advance is checked there. Null if none can be had.
   */
  @Nullable Side likely(Work<?> work) {
    try {
      Side open = pilot.sides().inTransaction();
      if (open != null) {
        return pilot.isLetThrough(open) ? open : null;
      }
      Verdict verdict = pilot.verdict(work.sql());
      if (!pilot.world().topology().isWritable()
          || pilot.logbook().memory().later().awaited() != null) {
        return null;
      }
      if (pilot.whyHome(verdict, work) != null) {
        return pilot.primarySide();
      }
      Side near = pilot.sides().replica();
      Side have = near == null || near.isClosed() ? pilot.sides().primary() : near;
      if (have != null && !have.isClosed() && pilot.isLetThrough(have)) {
        return have;
      }
      ConnectionState state = pilot.state();
      NodeState node =
          pilot
              .choice()
              .decide(
                  new ReadNeed(verdict, !state.autoCommit(), state.searchPath()),
                  pilot.consistency(work))
              .node();
      return node != null && node.isLiveReplica()
          ? pilot.sides().at(node, Use.REPLICA)
          : pilot.primarySide();
    } catch (SQLException e) {
      // Then it is found out when it is executed, which may go elsewhere.
      LOG.log(Level.TRACE, "no side to prepare on", e);
      return null;
    }
  }

  /**
   * The side for what must be handed to the server piece by piece before it is executed: the open
   * transaction's, or the primary's.
   */
  Side forPieces() throws SQLException {
    Side open = pilot.sides().inTransaction();
    if (open == null) {
      return pilot.primarySide();
    }
    pilot.requirePassage(open);
    pilot.requireAlive(open);
    return open;
  }

  private static final class SideOnly implements Work<Side> {

    @Override
    public String sql() {
      return "";
    }

    @Override
    public @Nullable RouteReason primaryOnly() {
      return null;
    }

    @Override
    public Side on(Side side) {
      return side;
    }
  }
}
