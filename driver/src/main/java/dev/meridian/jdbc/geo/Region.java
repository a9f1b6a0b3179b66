package dev.meridian.jdbc.geo;

import dev.meridian.jdbc.api.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * A region of which it is known where it is. Immutable.
 *
 * @param name as its provider writes it, such as {@code eu-west-1}
 * @param country by its ISO 3166-1 code of two letters, or null if that is not known
 * @param coordinates of the centre of its city
 */
record Region(String name, @Nullable String country, Coordinates coordinates) {}
