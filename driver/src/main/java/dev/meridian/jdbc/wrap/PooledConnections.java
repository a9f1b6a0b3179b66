package dev.meridian.jdbc.wrap;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One HikariCP pool for each node and use, made when first needed. What is limited is logical
 * connections; every pool is as large as that limit, so that no logical connection ever waits here
 * for its second side. This class is threadsafe.
 */
final class PooledConnections implements NodeConnections {

  // How long a borrower waits for the pool before it opens a connection itself: the least that
  // HikariCP allows.
  private static final long ROUND_MILLIS = 250;

  // The node by its id: one that comes to the place of another has its own pool.
  private record Key(int node, Use use) {

    static Key of(NodeState node, Use use) {
      return new Key(node.node().id(), use);
    }
  }

  private record Pool(Node node, NodeDataSource source, HikariDataSource pool) {}

  private final VerifiedOpener opener;
  private final World world;
  private final String name;
  private final Map<Key, Pool> pools = new ConcurrentHashMap<>();

  // Once true this is always true.
  private volatile boolean closed;

  PooledConnections(VerifiedOpener opener, World world, String name) {
    this.opener = opener;
    this.world = world;
    this.name = name;
  }

  @Override
  public Connection acquire(NodeState node, Use use) throws SQLException {
    if (!world.topology().has(node.node())) {
      throw new SQLException(node.node() + " is no longer among the nodes", "08001");
    }
    Pool own = pools.computeIfAbsent(Key.of(node, use), key -> open(key, node.node()));
    if (closed) {
      // Perhaps a moment after the others were.
      close(own);
      throw new SQLException("the data source of this connection is closed", "08003");
    }
    try {
      return acquire(own);
    } catch (SQLException e) {
      if (own.pool.isClosed()) {
        own.source.closeUntaken();
      }
      throw e;
    }
  }

  private Connection acquire(Pool own) throws SQLException {
    long began = System.nanoTime();
    boolean waited = false;
    while (true) {
      boolean idle = !waited && own.pool.getHikariPoolMXBean().getIdleConnections() > 0;
      try {
        Connection connection = idle ? own.pool.getConnection() : own.source.lend(own.pool);
        // A pool lends out what it tested a moment ago; only the topology knows of a change since.
        if (connection.unwrap(PhysicalConnection.class).isCurrent()) {
          return connection;
        }
        own.pool.evictConnection(connection);
      } catch (SQLTransientConnectionException e) {
        // Others took what was idle, or it was dead, and the pool itself gets no other: whoever
        // opens one on his own thread sees why.
        waited = true;
        if (System.nanoTime() - began >= world.settings().borrowTimeout().toNanos()) {
          throw late(own.node, e);
        }
      }
    }
  }

  private SQLException late(Node node, SQLException cause) {
    return new SQLTransientConnectionException(
        "no connection to "
            + node
            + " became free within borrowTimeout="
            + world.settings().borrowTimeout().toMillis()
            + "ms",
        cause.getSQLState(),
        cause);
  }

  @Override
  public void release(NodeState node, Use use, Connection connection, boolean clean)
      throws SQLException {
    Pool own = pools.get(Key.of(node, use));
    if (own != null && (!clean || isLeft(own.node, use))) {
      // That closes it. To give it back as well would reset what is not there any more.
      own.pool.evictConnection(connection);
      if (isLeft(own.node, use)) {
        own.source.closeUntaken();
      }
      endIfGone(Key.of(node, use), own);
      return;
    }
    connection.close();
  }

  /**
   * Closes what is idle at nodes that are gone, have another role, or are to serve no reads; the
   * rest when it ends.
   */
  void letGo() {
    pools.forEach(
        (key, own) -> {
          if (isLeft(own.node, key.use)) {
            own.pool.getHikariPoolMXBean().softEvictConnections();
            own.source.closeUntaken();
            endIfGone(key, own);
          }
        });
  }

  /** Whether a connection to a primary was ever wanted. */
  boolean wentHome() {
    return pools.keySet().stream().anyMatch(key -> key.use == Use.PRIMARY);
  }

  private boolean isLeft(Node node, Use use) {
    Topology now = world.topology();
    if (!now.has(node)) {
      return true;
    }
    NodeState state = now.of(node);
    return switch (state.role()) {
      case PRIMARY -> use != Use.PRIMARY;
      case STANDBY -> use == Use.PRIMARY ? now.isWritable() : state.node().drained();
      case SUBSCRIBER -> use == Use.PRIMARY || state.node().drained();
      case UNKNOWN -> false;
    };
  }

  private void endIfGone(Key key, Pool own) {
    if (!world.topology().has(own.node)
        && own.pool.getHikariPoolMXBean().getActiveConnections() == 0
        && pools.remove(key, own)) {
      // A pool waits for its own threads when it closes; nobody has to wait with it.
      Thread thread = new Thread(() -> close(own), "meridian-pool-end");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void close() {
    closed = true;
    pools.values().forEach(PooledConnections::close);
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  private static void close(Pool own) {
    own.pool.close();
    own.source.closeUntaken();
  }

  private Pool open(Key key, Node node) {
    NodeDataSource source =
        new NodeDataSource(
            () -> {
              NodeState now = world.topology().of(node);
              Map<String, String> given = opener.settings();
              return new PhysicalConnection(
                  opener.open(now, key.use()),
                  now,
                  key.use(),
                  world.monitor(),
                  () -> key.use() != Use.REPLICA || opener.settings() == given);
            });
    HikariConfig config = new HikariConfig();
    config.setPoolName(name + "-" + node.address() + "-" + key.use());
    config.setDataSource(source);
    config.setMaximumPoolSize(world.settings().maxConnections());
    config.setMinimumIdle(0);
    config.setConnectionTimeout(ROUND_MILLIS);
    config.setInitializationFailTimeout(-1);
    return new Pool(node, source, new HikariDataSource(config));
  }
}
