package dev.meridian.jdbc.geo;

import dev.meridian.jdbc.api.Coordinates;

/**
 * How far two places are apart, and how long light takes there and back at least. Static and
 * stateless.
 */
final class Distance {

  /** The mean radius of the Earth, R1 of GRS 80 (Moritz 2000), in km. */
  private static final double EARTH_RADIUS = 6_371.0088;

  /** In vacuum, exactly, in km a second. */
  private static final double LIGHT_SPEED = 299_792.458;

  /** The group index of single-mode fibre at 1550 nm, as makers state it for ITU-T G.652. */
  private static final double FIBRE_INDEX = 1.468;

  private static final double NANOS_PER_SECOND = 1e9;

  private Distance() {}

  /**
   * Along the great circle, in km; by the haversine formula (R. W. Sinnott, "Virtues of the
   * Haversine", Sky and Telescope 68, 1984). The Earth counts as a sphere: up to 0.6 % off.
   */
  static double kilometres(Coordinates one, Coordinates other) {
    double latitude = Math.toRadians(one.latitude());
    double otherLatitude = Math.toRadians(other.latitude());
    double half =
        square(Math.sin((otherLatitude - latitude) / 2))
            + Math.cos(latitude)
                * Math.cos(otherLatitude)
                * square(Math.sin(Math.toRadians(other.longitude() - one.longitude()) / 2));
    return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
  }

  private static double square(double value) {
    return value * value;
  }

  /**
   * The least time that a packet takes there and back in fibre that is laid along the great circle,
   * in nanoseconds: {@code 2 · distance · 1.468 / c}, about 9.8 µs a km. Real fibre is longer.
   *
   * @param kilometres the distance, not negative
   */
  static long roundTripNanos(double kilometres) {
    return Math.round(2 * kilometres * FIBRE_INDEX / LIGHT_SPEED * NANOS_PER_SECOND);
  }
}
