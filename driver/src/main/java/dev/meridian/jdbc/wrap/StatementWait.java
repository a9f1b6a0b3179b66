package dev.meridian.jdbc.wrap;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * The waiting of one statement before it is sent: another thread may end it as it may end the
 * statement itself, and the statement's timeout counts.
 *
 * <p>This class is threadsafe.
 */
final class StatementWait {

  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock.
  private @Nullable Thread waiting;
  private boolean cancelled;

  private volatile long timeoutNanos = Long.MAX_VALUE;

  /** Waits, and tells whether what was waited for has come. */
  @FunctionalInterface
  interface Wait {
    boolean within(long nanos) throws InterruptedException;
  }

  /**
   * @param seconds 0 for no limit
   */
  void timeout(int seconds) {
    timeoutNanos = seconds == 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(seconds);
  }

  /** How long the statement may take; {@link Long#MAX_VALUE} for no limit. */
  long timeoutNanos() {
    return timeoutNanos;
  }

  /**
   * Waits on the calling thread.
   *
   * @throws SQLException (57014) as pgjdbc's if it was cancelled or took as long as the statement
   *     may take, or if the thread was interrupted
   */
  boolean run(long nanos, Wait wait) throws SQLException {
    long limit = Math.min(nanos, timeoutNanos);
    boolean interrupted = false;
    boolean come = false;
    boolean ended = false;
    begin();
    try {
      come = wait.within(limit);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      ended = end();
    }
    if (ended || (!come && !interrupted && limit < nanos)) {
      throw new PSQLException(
          "ERROR: canceling statement due to user request", PSQLState.QUERY_CANCELED);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for a node", "57014");
    }
    return come;
  }

  /** Ends the wait under way, and tells whether there was one. */
  boolean cancel() {
    lock.lock();
    try {
      Thread thread = waiting;
      if (thread == null) {
        return false;
      }
      cancelled = true;
      thread.interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    lock.lock();
    try {
      cancelled = false;
      waiting = Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it was cancelled; the interrupt that told so goes no further. */
  private boolean end() {
    lock.lock();
    try {
      waiting = null;
      if (cancelled) {
        Thread.interrupted();
      }
      return cancelled;
    } finally {
      lock.unlock();
    }
  }
}
