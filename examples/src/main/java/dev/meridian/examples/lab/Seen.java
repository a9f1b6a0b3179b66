package dev.meridian.examples.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What reads met since a change.
 *
 * @param serving the region of the node that served last; null if nothing was read, or if it is not
 *     the same for all connections
 * @param sinceMs milliseconds until no other served any more; of several connections, the longest
 * @param changes how often a connection changed the node that it prefers; of several, the most
 * @param servedBy reads by the region that served them
 * @param detours reads that another node than the preferred one served for once, by reason
 * @param failures messages of the reads that failed
 */
record Seen(
    @Nullable String serving,
    long sinceMs,
    int changes,
    Map<String, Integer> servedBy,
    Map<String, Integer> detours,
    List<String> failures) {

  /** This and what another connection met. */
  Seen and(Seen other) {
    List<String> all = new ArrayList<>(failures);
    all.addAll(other.failures);
    return new Seen(
        Objects.equals(serving, other.serving) ? serving : null,
        Math.max(sinceMs, other.sinceMs),
        Math.max(changes, other.changes),
        sum(servedBy, other.servedBy),
        sum(detours, other.detours),
        all);
  }

  /** How many reads were answered. */
  int reads() {
    return servedBy.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<String, Integer> sum(Map<String, Integer> one, Map<String, Integer> other) {
    Map<String, Integer> sum = new TreeMap<>(one);
    other.forEach((key, count) -> sum.merge(key, count, Integer::sum));
    return sum;
  }
}
