package dev.meridian.jdbc.topology;

/** The smoothed round trip to one node, as its probe keeps it. Not threadsafe. */
public final class Measured {

  private RoundTrip known = RoundTrip.NONE;

  /** One more answer of its probe. */
  public Measured probe(long measuredNanos, long nowNanos) {
    known = known.with(measuredNanos, nowNanos);
    return this;
  }

  /** The smoothed one. */
  public long nanos() {
    return known.nanos();
  }
}
