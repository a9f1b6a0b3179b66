package dev.meridian.jdbc.geo;

import dev.meridian.jdbc.api.Coordinates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The regions of which it is known where they are: those of {@code regionCoordinates}, then those
 * of the public clouds.
 *
 * <p>Many regions share a city, each cloud with a name of its own. So "the nearest" is one of those
 * that are at most {@value #SAME_PLACE} km further than the nearest: the first that somebody uses,
 * or else the first of the table. Immutable.
 */
final class RegionTable {

  /** In km. */
  private static final int SAME_PLACE = 100;

  private final Map<String, Region> byName = new LinkedHashMap<>();
  private final List<Region> all;
  private final Set<String> used;

  /**
   * Puts them together.
   *
   * @param stated by region, where it is; has precedence over the public clouds
   * @param used regions that have precedence over their neighbours
   */
  RegionTable(Map<String, Coordinates> stated, Collection<String> used) {
    stated.forEach((name, place) -> byName.put(name, new Region(name, null, place)));
    CloudRegions.all().forEach(region -> byName.putIfAbsent(region.name(), region));
    this.all = List.copyOf(byName.values());
    this.used = Set.copyOf(used);
  }

  /** The region of this name, in exactly this case, if it is known where it is. */
  @Nullable Region named(String name) {
    return byName.get(name);
  }

  /** The nearest region. */
  Region nearest(Coordinates place) {
    double[] distances = new double[all.size()];
    double least = Double.MAX_VALUE;
    for (int i = 0; i < distances.length; i++) {
      distances[i] = Distance.kilometres(place, all.get(i).coordinates());
      least = Math.min(least, distances[i]);
    }
    List<Region> nearest = new ArrayList<>();
    for (int i = 0; i < distances.length; i++) {
      if (distances[i] <= least + SAME_PLACE) {
        nearest.add(all.get(i));
      }
    }
    return firstUsed(nearest);
  }

  /**
   * The region in a country: of those that are used, or if there is none of all, provided that they
   * are in one place. Where a country has several places, its name does not tell which is near.
   *
   * @param country by its ISO 3166-1 code of two letters
   */
  @Nullable Region onlyIn(String country) {
    List<Region> there = all.stream().filter(region -> country.equals(region.country())).toList();
    List<Region> usedThere = there.stream().filter(region -> used.contains(region.name())).toList();
    List<Region> candidates = usedThere.isEmpty() ? there : usedThere;
    if (candidates.isEmpty()) {
      return null;
    }
    Coordinates first = candidates.get(0).coordinates();
    boolean inOnePlace =
        candidates.stream()
            .allMatch(each -> Distance.kilometres(first, each.coordinates()) <= SAME_PLACE);
    return inOnePlace ? candidates.get(0) : null;
  }

  private Region firstUsed(List<Region> regions) {
    return regions.stream()
        .filter(region -> used.contains(region.name()))
        .findFirst()
        .orElse(regions.get(0));
  }
}
