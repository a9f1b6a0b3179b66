package dev.meridian.jdbc.wrap;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.TopologyMonitor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One HikariCP pool for each node and use, made when first needed. What is limited is logical
 * connections; every pool is as large as that limit, so that no logical connection ever waits here
 * for its second side. This class is threadsafe.
 */
final class PooledConnections implements NodeConnections {

  private record Key(int node, Use use) {}

  private record Pool(NodeDataSource source, HikariDataSource pool) {}

  private final VerifiedOpener opener;
  private final TopologyMonitor monitor;
  private final Settings settings;
  private final String name;
  private final Map<Key, Pool> pools = new ConcurrentHashMap<>();

  // Once true this is always true.
  private volatile boolean closed;

  PooledConnections(
      VerifiedOpener opener, TopologyMonitor monitor, Settings settings, String name) {
    this.opener = opener;
    this.monitor = monitor;
    this.settings = settings;
    this.name = name;
  }

  @Override
  public Connection acquire(NodeState node, Use use) throws SQLException {
    Pool own = pools.computeIfAbsent(new Key(node.node().index(), use), this::open);
    if (closed) {
      // Perhaps a moment after the others were.
      close(own);
      throw new SQLException("the data source of this connection is closed", "08003");
    }
    while (true) {
      if (own.pool.getHikariPoolMXBean().getIdleConnections() == 0) {
        own.source.openAhead();
      }
      Connection connection = own.pool.getConnection();
      // A pool lends out what it tested a moment ago; only the topology knows of a change since.
      if (connection.unwrap(PhysicalConnection.class).isCurrent()) {
        return connection;
      }
      own.pool.evictConnection(connection);
    }
  }

  @Override
  public void release(NodeState node, Use use, Connection connection, boolean clean)
      throws SQLException {
    Pool own = pools.get(new Key(node.node().index(), use));
    if (!clean && own != null) {
      // That closes it. To give it back as well would reset what is not there any more.
      own.pool.evictConnection(connection);
      return;
    }
    connection.close();
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

  private Pool open(Key key) {
    NodeDataSource source =
        new NodeDataSource(
            () -> {
              NodeState now = monitor.topology().nodes().get(key.node());
              Map<String, String> given = opener.settings();
              return new PhysicalConnection(
                  opener.open(now, key.use()),
                  now,
                  monitor,
                  () -> key.use() != Use.REPLICA || opener.settings() == given);
            });
    HikariConfig config = new HikariConfig();
    config.setPoolName(
        name + "-" + monitor.topology().nodes().get(key.node()).node().address() + "-" + key.use());
    config.setDataSource(source);
    config.setMaximumPoolSize(settings.maxConnections());
    config.setMinimumIdle(0);
    config.setConnectionTimeout(settings.borrowTimeout().toMillis());
    config.setInitializationFailTimeout(-1);
    return new Pool(source, new HikariDataSource(config));
  }
}
