package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Logs in to the standbys while no primary takes writes, one connection each: whichever is
 * promoted, the first write there need not open one, which takes about six round trips. Nothing is
 * asked on it before its node is the primary.
 *
 * <ol>
 *   <li>Once for each standby, up to {@value #MOST}, and each time that the primary is lost; at
 *       some moment within half a {@code probeInterval}, so that not all applications come at once.
 *   <li>Only for who went to the primary before. The logins of those who were not promoted are
 *       given up.
 *   <li>Not where sessions may be bound to jurisdictions and the data source is not: nobody knows
 *       whose write will come.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
final class Heirs implements Consumer<Topology> {

  private static final System.Logger LOG = System.getLogger(Heirs.class.getName());
  private static final int MOST = 8;

  private final World world;
  private final PooledConnections pools;
  private final boolean allowed;
  // The ids of the nodes that were thought of since the primary was lost.
  private final Set<Integer> thoughtOf = ConcurrentHashMap.newKeySet();

  /**
   * Begins.
   *
   * @param pools where what is opened is kept
   */
  Heirs(World world, PooledConnections pools) {
    this.world = world;
    this.pools = pools;
    Settings settings = world.settings();
    this.allowed = settings.jurisdictions().isEmpty() || settings.jurisdiction() != null;
  }

  @Override
  public void accept(Topology seen) {
    if (seen.isWritable()) {
      if (!thoughtOf.isEmpty()) {
        thoughtOf.clear();
        pools.letGo();
      }
      return;
    }
    if (!allowed || !pools.wentHome()) {
      return;
    }
    for (NodeState state : seen.nodes()) {
      if (state.role() == Role.STANDBY
          && state.up()
          && !state.isPooled()
          && thoughtOf.size() < MOST
          && thoughtOf.add(state.node().id())) {
        later().execute(() -> logIn(state));
      }
    }
  }

  private Executor later() {
    long most = world.settings().probeInterval().toNanos() / 2;
    return CompletableFuture.delayedExecutor(
        ThreadLocalRandom.current().nextLong(most + 1), TimeUnit.NANOSECONDS, Heirs::apart);
  }

  private static void apart(Runnable work) {
    Thread thread = new Thread(work, "meridian-heir");
    thread.setDaemon(true);
    thread.start();
  }

  private void logIn(NodeState standby) {
    if (world.topology().isWritable() || pools.isClosed()) {
      return;
    }
    try {
      Connection connection = pools.acquire(standby, Use.PRIMARY);
      // One that comes too late is not needed: who writes has opened one meanwhile.
      pools.release(standby, Use.PRIMARY, connection, !world.topology().isWritable());
    } catch (SQLException e) {
      // Then the first write opens one, if that node is the one.
      LOG.log(Level.DEBUG, () -> standby.node() + " took no login ahead", e);
    }
  }
}
