package dev.meridian.examples.lab;

import java.util.List;

/** Quantiles of times, by the nearest-rank method. Immutable. */
final class Quantiles {

  private final long[] sorted;

  /** Takes times in nanoseconds. */
  Quantiles(List<Long> nanos) {
    sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  int count() {
    return sorted.length;
  }

  /** In milliseconds; 0 if there are no times. */
  double medianMs() {
    return atMs(0.5);
  }

  /** In milliseconds; 0 if there are no times. */
  double p95Ms() {
    return atMs(0.95);
  }

  private double atMs(double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / 1e6;
  }
}
