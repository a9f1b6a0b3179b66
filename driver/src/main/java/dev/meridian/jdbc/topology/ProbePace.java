package dev.meridian.jdbc.topology;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How often a node is asked.
 *
 * <ol>
 *   <li>Every {@code probeInterval}, give or take a tenth so that probes do not march in step.
 *   <li>Every {@value #HURRIED_MILLIS} ms while no primary answers, for a minute at most, and where
 *       an answer is missing.
 *   <li>Every {@value #REFUSED_LOGIN_MILLIS} ms at most where the login was refused, whoever wants
 *       an answer: it is refused again; servers log it, and some lock the account.
 *   <li>A node that does not answer is not asked in a hot loop, however many want to know.
 * </ol>
 *
 * <p>Not threadsafe.
 */
final class ProbePace {

  private static final long HURRIED_MILLIS = 50;
  private static final long HURRIED_NANOS = TimeUnit.MILLISECONDS.toNanos(HURRIED_MILLIS);
  private static final long HURRY_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long REFUSED_LOGIN_MILLIS = 5_000;
  private static final long NANOS_BETWEEN_QUESTIONS = TimeUnit.MICROSECONDS.toNanos(500);

  private final long intervalNanos;
  // Since when no primary answers; 0 while one does.
  private long headlessSince;

  ProbePace(Duration interval) {
    this.intervalNanos = interval.toNanos();
  }

  /**
   * How long to wait until the next question, if nobody wants an answer sooner.
   *
   * @param misses how many answers are missing
   * @param isWritable whether a primary answers
   */
  long pauseNanos(Observation last, int misses, boolean isWritable) {
    long usual = intervalNanos;
    if (isHurried(isWritable) || misses == 1) {
      usual = Math.min(usual, HURRIED_NANOS);
    }
    if (isRefusedLogin(last.failure())) {
      usual = Math.max(usual, TimeUnit.MILLISECONDS.toNanos(REFUSED_LOGIN_MILLIS));
    }
    return usual + (long) (usual * (ThreadLocalRandom.current().nextDouble() - 0.5) / 5);
  }

  /** How long to wait until the next question for those who want an answer. */
  static long leastNanos(Observation last, long pauseNanos) {
    if (isRefusedLogin(last.failure())) {
      return pauseNanos;
    }
    return last.up() ? NANOS_BETWEEN_QUESTIONS : HURRIED_NANOS;
  }

  private boolean isHurried(boolean isWritable) {
    if (isWritable) {
      headlessSince = 0;
      return false;
    }
    long now = System.nanoTime();
    headlessSince = headlessSince == 0 ? now : headlessSince;
    return now - headlessSince < HURRY_NANOS;
  }

  private static boolean isRefusedLogin(@Nullable SQLException failure) {
    return failure != null
        && failure.getSQLState() != null
        && failure.getSQLState().startsWith("28");
  }
}
