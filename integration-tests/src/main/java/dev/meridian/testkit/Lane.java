package dev.meridian.testkit;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One direction of a link: how long bytes travel, and whether they do. Its bandwidth is shared by
 * all connections of the link, as on a real line.
 *
 * <p>This class is threadsafe.
 */
final class Lane {
  private static final int LARGEST_READ = 64 * 1024;

  /** A throttled lane moves in pieces of at most 1/20 s, so that the rate is smooth. */
  private static final int PIECES_PER_SECOND = 20;

  final LongAdder bytes = new LongAdder();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition flowing = lock.newCondition();
  private volatile long delayNanos;
  private volatile long jitterNanos;
  private volatile long bytesPerSecond;
  private volatile boolean stalled;
  private volatile boolean dropping;

  /** When the line has sent all that was given to it; guarded by {@link #lock}. */
  private long lineFreeAt = System.nanoTime();

  void delay(Duration oneWay) {
    delayNanos = notNegative("delay", oneWay);
  }

  Duration delay() {
    return Duration.ofNanos(delayNanos);
  }

  void jitter(Duration atMost) {
    jitterNanos = notNegative("jitter", atMost);
  }

  /** Zero lifts the limit. */
  void throttle(long limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("throttle " + limit + " bytes/s is negative");
    }
    bytesPerSecond = limit;
  }

  void drop(boolean vanish) {
    dropping = vanish;
  }

  boolean isDropping() {
    return dropping;
  }

  void stall(boolean hold) {
    lock.lock();
    try {
      stalled = hold;
      flowing.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isStalled() {
    return stalled;
  }

  void awaitFlow() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (stalled) {
        flowing.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether bytes may go straight through, with no queue. */
  boolean isTransparent() {
    return delayNanos == 0 && jitterNanos == 0 && bytesPerSecond == 0 && !stalled && !dropping;
  }

  int readSize() {
    long limit = bytesPerSecond;
    return limit == 0
        ? LARGEST_READ
        : (int) Math.max(1, Math.min(LARGEST_READ, limit / PIECES_PER_SECOND));
  }

  /** The nano time at which {@code size} bytes that came in at {@code arrival} come out. */
  long releaseAt(long arrival, int size) {
    long jitter = jitterNanos;
    return sentAt(arrival, size)
        + delayNanos
        + (jitter == 0 ? 0 : ThreadLocalRandom.current().nextLong(jitter + 1));
  }

  private long sentAt(long arrival, int size) {
    long limit = bytesPerSecond;
    if (limit == 0) {
      return arrival;
    }
    lock.lock();
    try {
      long begins = lineFreeAt - arrival > 0 ? lineFreeAt : arrival;
      lineFreeAt = begins + TimeUnit.SECONDS.toNanos(1) * size / limit;
      return lineFreeAt;
    } finally {
      lock.unlock();
    }
  }

  private static long notNegative(String what, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(what + " " + duration + " is negative");
    }
    return duration.toNanos();
  }
}
