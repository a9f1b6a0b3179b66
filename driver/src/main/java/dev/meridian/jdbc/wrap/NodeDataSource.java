package dev.meridian.jdbc.wrap;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a node's pool takes new connections from. A borrower opens the connection on its own thread
 * and leaves it here for the pool, so that a node that is gone fails the borrower at once, with
 * pgjdbc's own exception, and not after the pool's patience. One who then gets a connection that
 * another gave back leaves a spare one, for the next who would open one; it is closed when nobody
 * has come for it in {@value #MOST_SPARE_SECONDS} s. This class is threadsafe.
 */
final class NodeDataSource implements DataSource {

  /** Opens one connection. */
  @FunctionalInterface
  interface Opener {
    PhysicalConnection open() throws SQLException;
  }

  // How long the pool, when it closes, waits for a connection that is just being opened.
  private static final int POOL_PATIENCE_SECONDS = 5;

  private static final int MOST_SPARE_SECONDS = 30;
  private static final Executor WHEN_OLD =
      CompletableFuture.delayedExecutor(MOST_SPARE_SECONDS, TimeUnit.SECONDS);

  private final Opener opener;
  private final ConcurrentLinkedQueue<PhysicalConnection> opened = new ConcurrentLinkedQueue<>();
  // Of those in the queue and those on the way there.
  private final AtomicInteger ahead = new AtomicInteger();
  private final AtomicInteger borrowers = new AtomicInteger();
  // Those that the pool opens itself, as it does for who found none idle though there had been one.
  private final AtomicInteger openedByPool = new AtomicInteger();

  NodeDataSource(Opener opener) {
    this.opener = opener;
  }

  /**
   * Lends from a pool that has none idle, with a connection here for each who waits, as far as the
   * pool has room.
   *
   * @param pool takes its connections from here
   * @throws SQLException the pool's if it had none in its time, or why none can be opened
   */
  Connection lend(HikariDataSource pool) throws SQLException {
    borrowers.incrementAndGet();
    try {
      if (isToOpen(pool)) {
        openAhead();
      }
      return pool.getConnection();
    } finally {
      borrowers.decrementAndGet();
      while (ahead.get() > room(pool) && closeOne()) {}
    }
  }

  /** Whether one is missing; then it is counted already. */
  private boolean isToOpen(HikariDataSource pool) {
    int now;
    do {
      now = ahead.get();
      if (now >= Math.min(borrowers.get(), room(pool))) {
        return false;
      }
    } while (!ahead.compareAndSet(now, now + 1));
    return true;
  }

  private int room(HikariDataSource pool) {
    int taken = pool.getHikariPoolMXBean().getTotalConnections() + openedByPool.get();
    return Math.max(pool.getMaximumPoolSize() - taken, 0);
  }

  private void openAhead() throws SQLException {
    boolean open = false;
    try {
      PhysicalConnection spare = opener.open();
      opened.add(spare);
      open = true;
      // Nobody looks whether one that the pool does not take still lives.
      WHEN_OLD.execute(() -> closeIfLeft(spare));
    } finally {
      if (!open) {
        ahead.decrementAndGet();
      }
    }
  }

  private void closeIfLeft(PhysicalConnection spare) {
    if (opened.remove(spare)) {
      ahead.decrementAndGet();
      spare.abort(Runnable::run);
    }
  }

  private @Nullable PhysicalConnection take() {
    PhysicalConnection first = opened.poll();
    if (first != null) {
      ahead.decrementAndGet();
    }
    return first;
  }

  private boolean closeOne() {
    PhysicalConnection left = take();
    if (left != null) {
      left.abort(Runnable::run);
    }
    return left != null;
  }

  /** Closes what the pool has not taken. */
  void closeUntaken() {
    while (closeOne()) {}
  }

  @Override
  public Connection getConnection() throws SQLException {
    PhysicalConnection ready = take();
    if (ready != null) {
      return ready;
    }
    openedByPool.incrementAndGet();
    try {
      return opener.open();
    } finally {
      openedByPool.decrementAndGet();
    }
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
