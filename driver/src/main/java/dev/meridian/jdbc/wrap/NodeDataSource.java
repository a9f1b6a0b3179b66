package dev.meridian.jdbc.wrap;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a node's pool takes new connections from. A borrower opens the connection on its own thread
 * and leaves it here for the pool, so that a node that is gone fails the borrower at once, with
 * pgjdbc's own exception, and not after the pool's patience. This class is threadsafe.
 */
final class NodeDataSource implements DataSource {

  /** Opens one connection. */
  @FunctionalInterface
  interface Opener {
    PhysicalConnection open() throws SQLException;
  }

  // How long the pool, when it closes, waits for a connection that is just being opened.
  private static final int POOL_PATIENCE_SECONDS = 5;

  private final Opener opener;
  private final ConcurrentLinkedQueue<PhysicalConnection> opened = new ConcurrentLinkedQueue<>();

  NodeDataSource(Opener opener) {
    this.opener = opener;
  }

  /** Opens a connection and leaves it for the pool. */
  void openAhead() throws SQLException {
    opened.add(opener.open());
  }

  /** Closes what the pool has not taken. */
  void closeUntaken() {
    for (PhysicalConnection left = opened.poll(); left != null; left = opened.poll()) {
      left.abort(Runnable::run);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    PhysicalConnection ready = opened.poll();
    return ready == null ? opener.open() : ready;
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
