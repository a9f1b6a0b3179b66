package dev.meridian.examples.lab;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Does things at even rates until it is closed: each falls due whatever the ones before took, and
 * is made up for if it is late. This class is threadsafe.
 */
final class Beat implements AutoCloseable {

  private static final long ENDS_WITHIN_SECONDS = 30;

  /** What is done. */
  @FunctionalInterface
  interface Deed {
    void run() throws SQLException;
  }

  private final ScheduledExecutorService threads;
  private final List<Future<?>> hands = new ArrayList<>();

  /** At most so many deeds go on at a time. */
  Beat(int threads) {
    this.threads = Executors.newScheduledThreadPool(threads);
  }

  /**
   * Begins to do something.
   *
   * @param hands so many do it side by side, one deed after the other each
   * @return how often it has been done
   */
  LongAdder start(int perSecond, int hands, Deed deed) {
    LongAdder done = new LongAdder();
    long periodNanos = TimeUnit.SECONDS.toNanos(hands) / perSecond;
    for (int i = 0; i < hands; i++) {
      this.hands.add(
          threads.scheduleAtFixedRate(
              () -> {
                try {
                  deed.run();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
                done.increment();
              },
              periodNanos * i / hands,
              periodNanos,
              TimeUnit.NANOSECONDS));
    }
    return done;
  }

  /** Ends it, and throws what went wrong. */
  @Override
  public void close() throws SQLException {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        throw new SQLException("what was going on does not end");
      }
      for (Future<?> hand : hands) {
        if (!hand.isCancelled()) {
          hand.get();
        }
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new SQLException("what was done at an even rate failed", e);
    }
  }
}
