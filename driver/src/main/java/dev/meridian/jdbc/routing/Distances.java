package dev.meridian.jdbc.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** How far the regions of nodes are from one region. Threadsafe. */
final class Distances {

  /** To where it is not known how far it is; farther than all others. */
  static final int UNKNOWN = Integer.MAX_VALUE - 1;

  private final String from;
  private final ToIntFunction<String> kilometres;
  // No more than there are labels of nodes.
  private final Map<String, Integer> known = new ConcurrentHashMap<>();

  /**
   * From a region.
   *
   * @param kilometres to another region, in km; negative if that is not known
   */
  Distances(String from, ToIntFunction<String> kilometres) {
    this.from = from;
    this.kilometres = kilometres;
  }

  /** In km and not 0, but to the region itself; or {@link #UNKNOWN}. */
  int to(@Nullable String region) {
    if (region == null) {
      return UNKNOWN;
    }
    return region.equals(from) ? 0 : known.computeIfAbsent(region, this::measured);
  }

  private int measured(String region) {
    int distance = kilometres.applyAsInt(region);
    return distance < 0 ? UNKNOWN : distance + 1;
  }
}
