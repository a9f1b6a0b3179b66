package dev.meridian.jdbc.wrap;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a node's pool takes new connections from. A borrower opens the connection on its own thread
 * and leaves it here for the pool, so that a node that is gone fails the borrower at once, with
 * pgjdbc's own exception, and not after the pool's patience. One who then gets a connection that
 * another gave back leaves a spare one, for the next who would open one. This class is threadsafe.
 */
final class NodeDataSource implements DataSource {

  /** Opens one connection. */
  @FunctionalInterface
  interface Opener {
    PhysicalConnection open() throws SQLException;
  }

  private record Spare(PhysicalConnection connection, long openedNanos) {}

  // How long the pool, when it closes, waits for a connection that is just being opened.
  private static final int POOL_PATIENCE_SECONDS = 5;

  private static final long MOST_SPARE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Opener opener;
  private final ConcurrentLinkedQueue<Spare> opened = new ConcurrentLinkedQueue<>();
  // Of those in the queue and those on the way there.
  private final AtomicInteger ahead = new AtomicInteger();
  private final AtomicInteger borrowers = new AtomicInteger();

  NodeDataSource(Opener opener) {
    this.opener = opener;
  }

  /**
   * Lends from a pool that has none idle, with a connection here for each who waits.
   *
   * @param pool takes its connections from here
   */
  Connection lend(HikariDataSource pool) throws SQLException {
    int waiting = borrowers.incrementAndGet();
    try {
      if (ahead.get() < waiting) {
        openAhead();
      }
      return pool.getConnection();
    } finally {
      borrowers.decrementAndGet();
      int room = pool.getMaximumPoolSize() - pool.getHikariPoolMXBean().getTotalConnections();
      while (ahead.get() > Math.max(room, 0) && closeOne()) {}
    }
  }

  private void openAhead() throws SQLException {
    ahead.incrementAndGet();
    boolean open = false;
    try {
      opened.add(new Spare(opener.open(), System.nanoTime()));
      open = true;
    } finally {
      if (!open) {
        ahead.decrementAndGet();
      }
    }
  }

  private @Nullable Spare take() {
    Spare first = opened.poll();
    if (first != null) {
      ahead.decrementAndGet();
    }
    return first;
  }

  private boolean closeOne() {
    Spare left = take();
    if (left != null) {
      left.connection.abort(Runnable::run);
    }
    return left != null;
  }

  /** Closes what the pool has not taken for long: nobody looks whether that still lives. */
  void closeOld() {
    Spare oldest = opened.peek();
    if (oldest != null && System.nanoTime() - oldest.openedNanos > MOST_SPARE_NANOS) {
      closeOne();
    }
  }

  /** Closes what the pool has not taken. */
  void closeUntaken() {
    while (closeOne()) {}
  }

  @Override
  public Connection getConnection() throws SQLException {
    Spare ready = take();
    return ready == null ? opener.open() : ready.connection;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the user is the pool's", "0A000");
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
  public void setLoginTimeout(int seconds) {
    // The URL's own timeouts hold; the pool sets one when it starts.
  }

  @Override
  public int getLoginTimeout() {
    return POOL_PATIENCE_SECONDS;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("java.util.logging is not used", "0A000");
  }

  @Override
  public <T> T unwrap(Class<T> iface) throws SQLException {
    throw new SQLException("not a wrapper for " + iface.getName(), "0A000");
  }

  @Override
  public boolean isWrapperFor(Class<?> iface) {
    return false;
  }
}
