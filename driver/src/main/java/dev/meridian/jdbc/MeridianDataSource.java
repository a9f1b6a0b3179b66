package dev.meridian.jdbc;

import dev.meridian.jdbc.api.CredentialsSupplier;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.topology.Target;
import dev.meridian.jdbc.wrap.Connections;
import dev.meridian.jdbc.wrap.Worlds;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A pooled {@code DataSource}: one HikariCP pool a node inside, so that no pool is needed outside.
 *
 * <p>Configure it by {@link #builder}, or as a bean: {@code url}, {@code user}, {@code password}
 * and every {@link Setting}; what is set here has precedence over the URL. It starts with the first
 * {@link #getConnection}; from then on it can not be changed. At most {@code maxConnections}
 * connections are lent at a time.
 *
 * <p>All its connections are one session: what one of them has read or written, all see.
 * Threadsafe.
 */
public final class MeridianDataSource extends DataSourceProperties implements AutoCloseable {

  private record Running(
      Worlds.Lease lease, Connections connections, Semaphore free, long borrow) {}

  private volatile @Nullable Running running;
  private volatile boolean closed;

  /** A data source to be configured by its setters. */
  public MeridianDataSource() {}

  /** Begins one step by step. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Lends a connection; waits up to {@code borrowTimeout} for a free one.
   *
   * @throws SQLException with SQLState 22023 for a bad setting, 08001 if no node can be used, 53300
   *     if no connection became free, and the server's own state for a refused login
   */
  @Override
  public Connection getConnection() throws SQLException {
    Running now = running();
    try {
      if (!now.free.tryAcquire(now.borrow, TimeUnit.MILLISECONDS)) {
        throw new SQLTransientConnectionException(
            "no connection became free within borrowTimeout="
                + now.borrow
                + "ms; "
                + now.free.getQueueLength()
                + " wait, all of maxConnections are lent",
            "53300");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for a connection", "57014", e);
    }
    if (closed) {
      now.free.release();
      throw closedAlready();
    }
    return now.connections.open(now.free::release);
  }

  private Running running() throws SQLException {
    Running now = running;
    if (now != null && !closed) {
      return now;
    }
    lock.lock();
    try {
      if (closed) {
        throw closedAlready();
      }
      now = running;
      if (now == null) {
        now = start();
        running = now;
      }
      return now;
    } finally {
      lock.unlock();
    }
  }

  private Running start() throws SQLException {
    Target target = target();
    Worlds.Lease lease = Worlds.acquire(target);
    return new Running(
        lease,
        new Connections(lease.world(), poolName()),
        new Semaphore(target.settings().maxConnections(), true),
        target.settings().borrowTimeout().toMillis());
  }

  @Override
  boolean isFixed() {
    return running != null || closed;
  }

  private static SQLException closedAlready() {
    return new SQLException("this data source is closed", "08003");
  }

  /**
   * Ends every connection, lent or not, and every thread and probe that nobody else uses. What runs
   * on a lent connection fails with an 08 state, as does what is run on it later; to close it stays
   * allowed. The second time it does nothing.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      Running now = running;
      running = null;
      if (now != null) {
        now.connections.close();
        now.lease.releaseNow();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a node out: it serves no new reads, and connections to it that are idle are closed. What
   * runs there ends as ever, and it is probed on. Reads that no replica can serve still go to the
   * primary if that is what is drained, and so do writes. Starts the data source if need be.
   *
   * <p>It holds for all in this JVM with the same URL, user and settings, until {@link #undrain}.
   *
   * @param node {@code host}, {@code host:port}, or of one address of several {@code
   *     host/address:port}, as in messages
   * @throws SQLException (22023) if it is none of the nodes; the message lists them. As {@link
   *     #getConnection} if the data source can not start
   */
  public void drain(String node) throws SQLException {
    running().lease.world().drain(node);
  }

  /**
   * Puts a node back that {@link #drain} or the setting {@code drain} took out.
   *
   * @throws SQLException (22023) if it is none of the nodes, or its file drains it
   */
  public void undrain(String node) throws SQLException {
    running().lease.world().undrain(node);
  }

  /** Not offered: a pool has one user. */
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException(
        "user and password are set on the data source, not given with each connection", "0A000");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // Logging goes through System.Logger.
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("logging goes through System.Logger", "0A000");
  }

  @Override
  public <T> T unwrap(Class<T> iface) throws SQLException {
    if (iface.isInstance(this)) {
      return iface.cast(this);
    }
    throw NotOffered.unwrapping(iface);
  }

  @Override
  public boolean isWrapperFor(Class<?> iface) {
    return iface.isInstance(this);
  }

  /** Builds a {@link MeridianDataSource}. Not threadsafe. */
  public static final class Builder {

    private final AtomicBoolean built = new AtomicBoolean();
    private final MeridianDataSource source = new MeridianDataSource();

    private Builder() {}

    public Builder url(String url) {
      source.setUrl(url);
      return this;
    }

    public Builder user(String user) {
      source.setUser(user);
      return this;
    }

    public Builder password(String password) {
      source.setPassword(password);
      return this;
    }

    /** Sets who is asked for user and password of every new connection to a node. */
    public Builder credentialsSupplier(CredentialsSupplier supplier) {
      source.setCredentialsSupplier(supplier);
      return this;
    }

    public Builder poolName(String name) {
      source.setPoolName(name);
      return this;
    }

    /** Sets one of Meridian's settings, as it would be written in the URL. */
    public Builder set(Setting setting, String value) {
      source.set(setting, value);
      return this;
    }

    /** Sets a property of pgjdbc. */
    public Builder property(String name, String value) {
      source.setProperty(name, value);
      return this;
    }

    /**
     * The data source. Each builder gives one.
     *
     * @throws IllegalStateException the second time
     */
    public MeridianDataSource build() {
      if (!built.compareAndSet(false, true)) {
        throw new IllegalStateException("a builder gives one data source");
      }
      return source;
    }
  }
}
