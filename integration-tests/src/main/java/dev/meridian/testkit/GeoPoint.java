package dev.meridian.testkit;

/**
 * Where a region is, in degrees.
 *
 * @param latitude north is positive, -90 to 90
 * @param longitude east is positive, -180 to 180
 */
public record GeoPoint(double latitude, double longitude) {
  public GeoPoint {
    if (!(Math.abs(latitude) <= 90)) {
      throw new IllegalArgumentException("latitude " + latitude + " is not within -90 to 90");
    }
    if (!(Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException("longitude " + longitude + " is not within -180 to 180");
    }
  }
}
