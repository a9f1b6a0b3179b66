package dev.meridian.jdbc.geo;

import dev.meridian.jdbc.api.Network;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A region, and how it was found. Immutable.
 *
 * @param region its name, or null if the source is {@link RegionSource#UNKNOWN}
 * @param evidence what tells it, for people: a variable's name, a form of hosts' names, a network;
 *     empty where the source says it all
 */
public record FoundRegion(@Nullable String region, RegionSource source, String evidence) {

  /** Nothing tells where it is. */
  public static final FoundRegion UNKNOWN = new FoundRegion(null, RegionSource.UNKNOWN, "");

  static FoundRegion stated(String region) {
    return new FoundRegion(region, RegionSource.SETTING, "");
  }

  static FoundRegion in(Network network) {
    return new FoundRegion(network.region(), RegionSource.NETWORK, network.toString());
  }

  static FoundRegion near(Region region) {
    return new FoundRegion(region.name(), RegionSource.GEOIP, "");
  }

  /** Whether anything tells where it is. */
  public boolean isKnown() {
    return region != null;
  }

  /** As in {@code eu-west-1 (environment AWS_REGION)}. */
  @Override
  public String toString() {
    String how = source.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (region == null) {
      return how;
    }
    return region + " (" + how + (evidence.isEmpty() ? "" : " " + evidence) + ")";
  }
}
