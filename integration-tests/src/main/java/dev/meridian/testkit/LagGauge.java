package dev.meridian.testkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lag as time, without comparing clocks: notes where the publisher is, and tells how long the
 * oldest note has been waiting for the subscriber. It is right on an idle publisher, and goes on
 * growing while the subscription stands still, where {@code pg_stat_replication.replay_lag} has no
 * row.
 *
 * <p>It is as fine as the notes are frequent. This class is threadsafe.
 */
public final class LagGauge {
  private record Note(String position, long nanos) {}

  private final Subscription subscription;
  private final SubscriptionPosition position;
  private final ReentrantLock lock = new ReentrantLock();

  /** Oldest first; guarded by {@link #lock}. */
  private final Deque<Note> notes = new ArrayDeque<>();

  public LagGauge(Subscription subscription) {
    this.subscription = subscription;
    this.position = new SubscriptionPosition(subscription);
  }

  /** Notes the publisher's position, and gives it a few bytes to send after it. */
  public void note() throws SQLException {
    lock.lock();
    try {
      notes.add(new Note(position.ofPublisher(), System.nanoTime()));
      subscription.publisher().execute(SubscriptionPosition.NUDGE);
    } finally {
      lock.unlock();
    }
  }

  /** How long ago the oldest note was taken that the subscriber has not reached; zero if none. */
  public Duration time() throws SQLException {
    lock.lock();
    try {
      while (!notes.isEmpty() && position.hasReached(notes.getFirst().position())) {
        notes.removeFirst();
      }
      return notes.isEmpty()
          ? Duration.ZERO
          : Duration.ofNanos(System.nanoTime() - notes.getFirst().nanos());
    } finally {
      lock.unlock();
    }
  }
}
