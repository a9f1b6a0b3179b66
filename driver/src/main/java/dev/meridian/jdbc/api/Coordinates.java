package dev.meridian.jdbc.api;

/**
 * A place on Earth. Immutable.
 *
 * @param latitude in degrees north, -90 to 90
 * @param longitude in degrees east, -180 to 180
 */
public record Coordinates(double latitude, double longitude) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if either is out of its range, or no number
   */
  public Coordinates {
    if (!(Math.abs(latitude) <= 90)) {
      throw new IllegalArgumentException("has latitude " + latitude + ", not -90 to 90");
    }
    if (!(Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException("has longitude " + longitude + ", not -180 to 180");
    }
  }
}
