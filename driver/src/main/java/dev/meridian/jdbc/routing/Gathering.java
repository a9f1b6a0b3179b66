package dev.meridian.jdbc.routing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the connections of one session come together.
 *
 * <p>Every read moves what its session has seen. So two connections that read without a pause from
 * two nodes keep each other behind, and one that left its node for a nearer one is behind there for
 * as long as the others stay where they were. They have to go together:
 *
 * <ol>
 *   <li>As long as one waits for a node, and for as long again, those that would have to wait too,
 *       or would read on the primary, go there, if it is not clearly the worse choice for them.
 *   <li>A wait that costs more than it saves the read that waits may pay by the reads after it.
 *       That is tried, by all at once: when it was wanted for {@value #WANTED_MILLIS} ms, and again
 *       after pauses, the first as long as the trial, that become twice as long each time up to
 *       {@value #SHARE} times. Who has not wanted it for {@value #FORGOTTEN_SECONDS} s begins anew.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
public final class Gathering {

  private static final long WANTED_MILLIS = 200;
  private static final long FORGOTTEN_SECONDS = 5;
  private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(FORGOTTEN_SECONDS);
  private static final int SHARE = 16;
  private static final int NOWHERE = -1;

  /** A wait, and what those need who were under way elsewhere. */
  private static final int TOGETHER = 2;

  private final ReentrantLock lock = new ReentrantLock();
  // All guarded by lock.
  private int node = NOWHERE;
  private long untilNanos;
  private boolean wanted;
  private long lastWantedNanos;
  private long nextTrialNanos;
  private long trialEndsNanos;
  private long pauseNanos;

  /**
   * The index of the node where the session gathers, or -1.
   *
   * @param nowNanos {@link System#nanoTime}
   */
  public int node(long nowNanos) {
    lock.lock();
    try {
      return node != NOWHERE && nowNanos - untilNanos < 0 ? node : NOWHERE;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Notes that a read of the session waits for a node, which is where it gathers, if it does not
   * gather elsewhere already.
   *
   * @param index the node's
   * @param nanos how long it may wait; 0 if it does not
   */
  public void waits(int index, long nowNanos, long nanos) {
    lock.lock();
    try {
      if (nanos > 0 && node(nowNanos) == NOWHERE) {
        node = index;
        untilNanos = nowNanos + TOGETHER * nanos;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a read of the session waited in vain. */
  public void waitedInVain(long nowNanos) {
    lock.lock();
    try {
      node = NOWHERE;
      if (nowNanos - trialEndsNanos < 0) {
        trialEndsNanos = nowNanos;
        nextTrialNanos = nowNanos + pauseNanos;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether a wait that does not pay by itself is wanted, and has not been for long enough yet. */
  public boolean isToBeTried(long nowNanos) {
    lock.lock();
    try {
      return wanted && pauseNanos == 0 && nowNanos - nextTrialNanos < 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a wait that does not pay by itself is tried now.
   *
   * @param nanos how long it may take
   */
  boolean tries(long nowNanos, long nanos) {
    lock.lock();
    try {
      if (!wanted || nowNanos - lastWantedNanos > FORGOTTEN_NANOS) {
        wanted = true;
        pauseNanos = 0;
        trialEndsNanos = nowNanos;
        nextTrialNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(WANTED_MILLIS);
      }
      lastWantedNanos = nowNanos;
      if (nowNanos - trialEndsNanos >= 0 && nowNanos - nextTrialNanos >= 0) {
        long trial = TOGETHER * nanos;
        pauseNanos = Math.min(Math.max(trial, 2 * pauseNanos), SHARE * trial);
        trialEndsNanos = nowNanos + trial;
        nextTrialNanos = trialEndsNanos + pauseNanos;
      }
      return nowNanos - trialEndsNanos < 0;
    } finally {
      lock.unlock();
    }
  }
}
