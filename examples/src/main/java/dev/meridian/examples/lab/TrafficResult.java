package dev.meridian.examples.lab;

import java.util.Locale;

/**
 * What an application under even load has met.
 *
 * @param region where the application is
 * @param seconds how long it was measured
 * @param writes transactions of its own that wrote
 * @param othersWrites transactions that others wrote
 * @param reads from execution until the row was read
 * @param local how many of the reads a node of the region served
 */
record TrafficResult(
    String region, double seconds, long writes, long othersWrites, Quantiles reads, int local) {

  /** The share of the reads that a node of the region served, 0 to 1. */
  double servedLocally() {
    return reads.count() == 0 ? 0 : (double) local / reads.count();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %.0f reads/s beside %.0f own transactions/s and %.0f/s of others: median %.2f ms, p95"
            + " %.2f ms; %.1f %% of the reads local",
        region,
        reads.count() / seconds,
        writes / seconds,
        othersWrites / seconds,
        reads.medianMs(),
        reads.p95Ms(),
        100 * servedLocally());
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"region\":\"%s\",\"readsPerSecond\":%.1f,\"writesPerSecond\":%.1f,"
            + "\"othersWritesPerSecond\":%.1f,\"readMs\":%.3f,\"readP95Ms\":%.3f,"
            + "\"servedLocally\":%.4f}",
        region,
        reads.count() / seconds,
        writes / seconds,
        othersWrites / seconds,
        reads.medianMs(),
        reads.p95Ms(),
        servedLocally());
  }
}
