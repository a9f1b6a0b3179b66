package dev.meridian.jdbc.geo;

import dev.meridian.jdbc.api.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * What a database tells of an address. Immutable.
 *
 * @param coordinates of its place; null of a Country database
 * @param country by its ISO 3166-1 code of two letters, or null
 */
record GeoAnswer(@Nullable Coordinates coordinates, @Nullable String country) {

  /** The database has nothing to tell. */
  static final GeoAnswer NOTHING = new GeoAnswer(null, null);
}
