package dev.meridian.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far regions are from each other: the round trip of every pair, the same both ways.
 *
 * <p>This class is immutable.
 */
public final class WanModel {
  private static final WanModel NONE =
      new WanModel(Map.of(), Map.of(), Duration.ZERO, Optional.of(Duration.ZERO));

  private static final WanModel PUBLISHED =
      new WanModel(Map.of(), Map.of(), Duration.ofNanos(500_000), Optional.empty())
          .with("us-east-1", "eu-west-1", Duration.ofMillis(100))
          .with("us-east-1", "ap-east-1", Duration.ofMillis(180))
          .with("us-east-1", "us-west-2", Duration.ofMillis(65))
          .with("eu-west-1", "ap-east-1", Duration.ofMillis(150))
          .with("eu-west-1", "us-west-2", Duration.ofMillis(140))
          .with("ap-east-1", "us-west-2", Duration.ofMillis(120))
          .at("us-east-1", new GeoPoint(38.8, -77.0))
          .at("eu-west-1", new GeoPoint(53.3, -6.2))
          .at("ap-east-1", new GeoPoint(22.3, 114.2))
          .at("us-west-2", new GeoPoint(45.5, -122.7));

  private final Map<Set<String>, Duration> roundTrips;
  private final Map<String, GeoPoint> places;
  private final Duration insideRegion;
  private final Optional<Duration> elsewhere;

  private WanModel(
      Map<Set<String>, Duration> roundTrips,
      Map<String, GeoPoint> places,
      Duration insideRegion,
      Optional<Duration> elsewhere) {
    this.roundTrips = Map.copyOf(roundTrips);
    this.places = Map.copyOf(places);
    this.insideRegion = insideRegion;
    this.elsewhere = elsewhere;
  }

  /**
   * The published model: us-east-1, eu-west-1, ap-east-1 and us-west-2, 65 to 180 ms apart, 0.5 ms
   * inside a region.
   */
  public static WanModel published() {
    return PUBLISHED;
  }

  /** No delay anywhere, for any region name. */
  public static WanModel none() {
    return NONE;
  }

  /**
   * This model with another round trip between two regions, or inside one when both names are
   * equal.
   */
  public WanModel with(String one, String other, Duration roundTrip) {
    if (roundTrip.isNegative()) {
      throw new IllegalArgumentException("round trip " + roundTrip + " is negative");
    }
    Map<Set<String>, Duration> changed = new HashMap<>(roundTrips);
    changed.put(pair(one, other), roundTrip);
    return new WanModel(changed, places, insideRegion, elsewhere);
  }

  /** This model with a region's place on the globe. */
  public WanModel at(String region, GeoPoint place) {
    Map<String, GeoPoint> changed = new HashMap<>(places);
    changed.put(region, place);
    return new WanModel(roundTrips, changed, insideRegion, elsewhere);
  }

  /**
   * The round trip between two regions.
   *
   * @throws IllegalArgumentException if the model knows nothing of this pair
   */
  public Duration roundTrip(String one, String other) {
    Duration known = roundTrips.get(pair(one, other));
    if (known != null) {
      return known;
    }
    if (one.equals(other)) {
      return insideRegion;
    }
    return elsewhere.orElseThrow(
        () ->
            new IllegalArgumentException(
                "the WAN model has no round trip between "
                    + one
                    + " and "
                    + other
                    + "; add one with WanModel.with(…), known pairs: "
                    + roundTrips.keySet()));
  }

  /** Where the region is, if the model says so. */
  public Optional<GeoPoint> place(String region) {
    return Optional.ofNullable(places.get(region));
  }

  private static Set<String> pair(String one, String other) {
    return one.equals(other) ? Set.of(one) : Set.of(one, other);
  }
}
