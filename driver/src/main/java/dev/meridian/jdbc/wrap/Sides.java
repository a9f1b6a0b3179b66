package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/**
 * The at most two physical connections of a logical one: one to the primary, one to a replica. Not
 * threadsafe, but for {@link #primary}, {@link #replica}, {@link #isClosed} and {@link #close}:
 * what another thread closes while it is in use is not lent again.
 */
final class Sides {

  private final NodeConnections connections;
  private final World world;
  private final DataTypes dataTypes = new DataTypes();

  // Volatile for those who cancel or abort from another thread.
  private volatile @Nullable Side primary;
  private volatile @Nullable Side replica;

  // Once true this is always true.
  private volatile boolean closed;

  // Replaced while statements were open on them; their results stay readable until those are
  // closed.
  private final List<Side> retired = new ArrayList<>();

  Sides(NodeConnections connections, World world) {
    this.connections = connections;
    this.world = world;
  }

  @Nullable Side primary() {
    return primary;
  }

  @Nullable Side replica() {
    return replica;
  }

  /** The side with an open transaction, or null. */
  @Nullable Side inTransaction() {
    Side home = primary;
    if (home != null && home.isInTransaction()) {
      return home;
    }
    Side near = replica;
    return near != null && near.isInTransaction() ? near : null;
  }

  /** The index of the replica at hand, or -1. */
  int replicaNode() {
    Side near = replica;
    return near == null ? -1 : near.node.node().index();
  }

  /**
   * The side that leads to the node, opened if need be; another of its use is given back first.
   *
   * @throws SQLException as of {@link ResidencyGate#require} too
   */
  Side at(NodeState node, Use use) throws SQLException {
    world.gate().require(node.node());
    letGo();
    Side have = use == Use.PRIMARY ? primary : replica;
    if (have != null) {
      Topology now = world.topology();
      if (have.leadsTo(node, now)
          && !have.isFromBeforeALoss(now)
          && !have.isClosed()
          && !have.halfApplied) {
        return have;
      }
      replace(have);
    }
    checkOpen();
    Side opened = open(node, use);
    keep(use, opened);
    world.lostNodes().opened(opened);
    if (closed) {
      // By another thread, which may have come too early to see this one.
      giveBack(opened, false);
      checkOpen();
    }
    return opened;
  }

  /** A new side that knows the classes that were named on this connection, and no others. */
  private Side open(NodeState node, Use use) throws SQLException {
    while (true) {
      Connection connection = connections.acquire(node, use);
      Side opened = new Side(node, use, connection, world.inFlight().counter(node.node().index()));
      if (dataTypes.cover(opened.dataTypes)) {
        dataTypes.applyTo(opened);
        return opened;
      }
      connections.release(node, use, connection, false);
    }
  }

  private void checkOpen() throws SQLException {
    if (closed) {
      throw new SQLException("This connection has been closed.", "08003");
    }
  }

  /** Whether there is nowhere to take connections from any more. */
  boolean isSourceClosed() {
    return connections.isClosed();
  }

  /** Whether all was given back for good. */
  boolean isClosed() {
    return closed;
  }

  /** From now on every physical connection knows that class for a type of the server. */
  void addDataType(String type, Class<? extends PGobject> named) throws SQLException {
    dataTypes.add(type, named);
    for (Side side : new Side[] {primary, replica}) {
      if (side != null && !side.isClosed()) {
        dataTypes.applyTo(side);
      }
    }
  }

  /** Gives a replica back that is to serve nothing more, once nothing is open there. */
  private void letGo() throws SQLException {
    Side near = replica;
    Topology now = world.topology();
    if (near != null
        && !near.isInTransaction()
        && (!now.has(near.node.node()) || now.of(near.node.node()).node().drained())) {
      replace(near);
    }
  }

  private void replace(Side side) throws SQLException {
    keep(side.use, null);
    retired.add(side);
    for (Side old : List.copyOf(retired)) {
      if (old.statements == 0 || old.isClosed()) {
        retired.remove(old);
        giveBack(old, true);
      }
    }
  }

  /** Gives up a side whose server session has ended. */
  void discard(Side side) throws SQLException {
    keep(side.use, null);
    giveBack(side, false);
  }

  private void giveBack(Side side, boolean clean) throws SQLException {
    world.lostNodes().closed(side);
    // To close a statement that runs would cancel it; the end of its connection ends it.
    boolean running = side.isRunning();
    if (!running && !side.isClosed()) {
      side.closeStatements();
    }
    // A pool would set back there what is set; who may not send that hangs up.
    boolean reusable =
        clean
            && world.gate().admits(side.node.node())
            && !running
            && !side.isClosed()
            && !side.isInTransaction()
            && !side.isHandedOut()
            && ConnectionState.isSetBackByPool(side);
    connections.release(side.node, side.use, side.connection, reusable);
  }

  /**
   * Gives all back.
   *
   * @param clean whether no statement has left something in the server sessions
   */
  void close(boolean clean) throws SQLException {
    closed = true;
    SQLException first = null;
    for (Side side : takeAll()) {
      try {
        giveBack(side, clean);
      } catch (SQLException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private List<Side> takeAll() {
    List<Side> all = new ArrayList<>(retired);
    retired.clear();
    for (Side side : new Side[] {primary, replica}) {
      if (side != null) {
        all.add(side);
      }
    }
    primary = null;
    replica = null;
    return all;
  }

  private void keep(Use use, @Nullable Side side) {
    if (use == Use.PRIMARY) {
      primary = side;
    } else {
      replica = side;
    }
  }
}
