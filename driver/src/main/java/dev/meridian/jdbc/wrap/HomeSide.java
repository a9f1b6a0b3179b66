package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One logical connection's way to the primary.
 *
 * <ol>
 *   <li>With {@code failoverTimeout} it waits for a primary where none takes writes, and for
 *       another one where a connection can not be had or has ended before anything was sent on it.
 *       Nothing that was sent is sent again.
 *   <li>A connection that is pinned has no other server session to go to.
 * </ol>
 *
 * <p>Not threadsafe.
 */
final class HomeSide {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  // Who demotes a server says so in its configuration.
  private static final String READ_ONLY_SOURCE =
      "SELECT FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only'"
          + " AND setting = 'on' AND source IN"
          + " ('client', 'session', 'user', 'database', 'database user')"
          + " AND NOT pg_catalog.pg_is_in_recovery()";

  private final World world;
  private final Sides sides;
  private final ConnectionState state;
  private final long patienceNanos;

  HomeSide(World world, Sides sides, ConnectionState state) {
    this.world = world;
    this.sides = sides;
    this.state = state;
    this.patienceNanos = world.settings().failoverTimeout().toNanos();
  }

  /** The side on the primary, up to date with the connection's state. */
  Side get(StatementWait waiting, boolean pinned) throws SQLException {
    Side have = sides.primary();
    if (pinned && have != null && have.isClosed()) {
      throw Failures.pinnedSessionLost(have.node);
    }
    if (patienceNanos == 0 || pinned) {
      return onto(world.lookout().livePrimary(), pinned);
    }
    long deadline = System.nanoTime() + Math.min(patienceNanos, waiting.timeoutNanos());
    while (true) {
      NodeState primary = livePrimary(waiting, deadline);
      try {
        Side side = onto(primary, false);
        side.checkAlive();
        return side;
      } catch (SQLException e) {
        if (!Failures.isLostConnection(e) || System.nanoTime() - deadline >= 0) {
          throw e;
        }
        world.suspect(primary, e);
        await(seen -> false, waiting, Math.min(deadline, System.nanoTime() + PAUSE_NANOS));
      }
    }
  }

  /**
   * Whether another primary came after one that refused a write, within {@code failoverTimeout}. It
   * is not waited for where the session was to be read-only.
   */
  boolean isAnotherThan(Side side, StatementWait waiting) throws SQLException {
    NodeState refusing = side.node;
    return patienceNanos > 0
        && !isMeantToRead(side)
        && await(
            seen ->
                seen.primary() != null
                    && seen.primary().up()
                    && !(seen.primary().node().id() == refusing.node().id()
                        && seen.primary().isSameServer(refusing)),
            waiting,
            System.nanoTime() + patienceNanos);
  }

  /**
   * Whether it is read-only by what was asked for in the URL, or is set for its role or database.
   */
  private static boolean isMeantToRead(Side side) {
    try (Statement statement = side.connection.createStatement();
        ResultSet source = statement.executeQuery(READ_ONLY_SOURCE)) {
      return source.next();
    } catch (SQLException e) {
      // It is not known, and the refusal is what the application is to be told.
      return false;
    }
  }

  private Side onto(NodeState primary, boolean pinned) throws SQLException {
    world.gate().require(primary.node());
    Side have = sides.primary();
    if (pinned && have != null && !have.leadsTo(primary, world.topology())) {
      throw Failures.pinnedSessionLost(have.node);
    }
    Side side = pinned && have != null ? have : sides.at(primary, Use.PRIMARY);
    world.primaryVersion(side.connection.getMetaData().getDatabaseMajorVersion());
    state.applyTo(side);
    return side;
  }

  private NodeState livePrimary(StatementWait waiting, long deadline) throws SQLException {
    Topology now = world.lookout().seen(Topology::isWritable);
    if (!now.isWritable()) {
      await(Topology::isWritable, waiting, deadline);
    }
    return world.lookout().livePrimary();
  }

  private boolean await(Predicate<Topology> wanted, StatementWait waiting, long deadline)
      throws SQLException {
    long left = deadline - System.nanoTime();
    return left > 0 && waiting.run(left, nanos -> world.monitor().await(wanted, nanos));
  }
}
