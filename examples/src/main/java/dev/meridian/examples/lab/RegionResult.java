package dev.meridian.examples.lab;

/**
 * One region, measured on both.
 *
 * @param lag how far its replica was behind while the shop ran, or nothing for the primary's own
 *     region
 * @param directEcho own writes read back at once, straight on the primary
 * @param meridianEcho the same on Meridian
 */
record RegionResult(
    String region,
    Ledger direct,
    Ledger meridian,
    Quantiles lag,
    Echo.Result directEcho,
    Echo.Result meridianEcho) {

  /** The share of Meridian's reads that a node of the region itself served, 0 to 1. */
  double servedLocally() {
    int local = meridian.servedBy().getOrDefault(region, 0);
    return meridian.reads().count() == 0 ? 0 : (double) local / meridian.reads().count();
  }
}
