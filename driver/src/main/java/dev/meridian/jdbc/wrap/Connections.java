package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.NodeConnector.Use;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The logical connections of one {@code DataSource}: they share its pools and its session. This
 * class is threadsafe.
 */
public final class Connections implements AutoCloseable {

  private final World world;
  private final SessionMemory session;
  private final PooledConnections physical;
  private final Runnable lettingGo;
  private final Heirs heirs;

  /**
   * Prepares one HikariCP pool a node.
   *
   * @param name stands in front of the pools' names
   */
  public Connections(World world, String name) {
    this.world = world;
    this.session = world.begin();
    this.physical = new PooledConnections(opener(world), world, name);
    this.lettingGo = physical::letGo;
    this.heirs = new Heirs(world, physical);
    world.lookout().listen(lettingGo);
    world.monitor().watch(heirs);
  }

  /** A connection whose physical ones come from the pools. */
  public Connection open(Runnable onClose) {
    return new RoutedConnection(world, session, physical, onClose);
  }

  /** A connection whose physical ones are its own, for use behind the application's own pool. */
  public static Connection direct(Worlds.Lease lease) {
    return new RoutedConnection(
        lease.world(),
        lease.sharedSession(),
        new DirectConnections(opener(lease.world())),
        lease::release);
  }

  /**
   * A connection for the replication protocol: pgjdbc's own, to the primary, which it never leaves.
   *
   * @throws SQLException (08001) if there is no primary; as of {@link ResidencyGate#open}
   */
  public static Connection replication(Worlds.Lease lease) throws SQLException {
    try {
      World world = lease.world();
      return world.gate().open(world.lookout().livePrimary(), Use.REPLICATION);
    } finally {
      lease.release();
    }
  }

  private static VerifiedOpener opener(World world) {
    return new VerifiedOpener(world.gate(), world.monitor(), world.primarySettings());
  }

  @Override
  public void close() {
    world.monitor().unwatch(heirs);
    world.lookout().forget(lettingGo);
    physical.close();
  }
}
