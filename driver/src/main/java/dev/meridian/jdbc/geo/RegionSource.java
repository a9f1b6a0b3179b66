package dev.meridian.jdbc.geo;

/** How a region was found; each has precedence over those below it. */
public enum RegionSource {
  /** It was stated: {@code region}, {@code nodeRegions}, or the file of {@code nodes}. */
  SETTING,
  /** An environment variable that the platform sets. */
  ENVIRONMENT,
  /** The name of the host. */
  HOST_NAME,
  /** The setting {@code networks}. */
  NETWORK,
  /** The database of {@code geoipDatabase}: the nearest region that is known. */
  GEOIP,
  /** Nothing tells. */
  UNKNOWN
}
