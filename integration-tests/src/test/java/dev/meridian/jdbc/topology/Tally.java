package dev.meridian.jdbc.topology;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a proof has counted. A violation is a row that was missing on a replica that was taken to
 * have reached its commit; a hang is a commit that no position reached within the bound. This class
 * is threadsafe.
 */
final class Tally {

  static final String HEAD =
      "| %-3s | %-45s | %7s | %10s | %5s | %10s |\n|-----|%s|---------|------------|-------|------------|"
          .formatted(
              "PG", "scenario", "commits", "violations", "hangs", "slowest ms", "-".repeat(47));

  private final String version;
  private final String scenario;
  private final AtomicInteger commits = new AtomicInteger();
  private final AtomicInteger violations = new AtomicInteger();
  private final AtomicInteger hangs = new AtomicInteger();
  private final AtomicLong slowestNanos = new AtomicLong();
  private final AtomicReference<@Nullable String> example = new AtomicReference<>();

  Tally(String version, String scenario) {
    this.version = version;
    this.scenario = scenario;
  }

  void shown(long nanos) {
    commits.incrementAndGet();
    slowestNanos.accumulateAndGet(nanos, Math::max);
  }

  void violation(String what) {
    commits.incrementAndGet();
    violations.incrementAndGet();
    example.compareAndSet(null, what);
  }

  void hang(String what) {
    commits.incrementAndGet();
    hangs.incrementAndGet();
    example.compareAndSet(null, what);
  }

  int commits() {
    return commits.get();
  }

  int violations() {
    return violations.get();
  }

  int hangs() {
    return hangs.get();
  }

  boolean isClean() {
    return violations() + hangs() == 0;
  }

  /** The first violation or hang, if any. */
  @Nullable String example() {
    return example.get();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "| %-3s | %-45s | %7d | %10d | %5d | %10d |",
        version,
        scenario,
        commits(),
        violations(),
        hangs(),
        TimeUnit.NANOSECONDS.toMillis(slowestNanos.get()));
  }
}
