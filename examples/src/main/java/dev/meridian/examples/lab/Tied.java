package dev.meridian.examples.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How one application did between two nodes that are as near, on ways that jitter.
 *
 * @param ways what they were
 * @param seconds how long it was watched, after it had had time to settle
 * @param seen what its reads met meanwhile
 */
record Tied(Ways ways, double seconds, Seen seen) {

  /** At most one change a minute that has begun. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    String where = ways.region() + ", between " + ways.jittering() + ": ";
    if (seen.changes() > Math.ceil(seconds / 60)) {
      faults.add(
          where
              + "a connection changed its node "
              + seen.changes()
              + " times in "
              + seconds
              + " s");
    }
    if (!ways.jittering().containsAll(seen.servedBy().keySet())) {
      faults.add(where + "served by others too: " + seen.servedBy());
    }
    if (!seen.failures().isEmpty()) {
      faults.add(
          where + seen.failures().size() + " reads failed, the first: " + seen.failures().get(0));
    }
    return faults;
  }

  private double perMinute() {
    return seen.changes() * 60 / seconds;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %s %.0f ms away both, jittering by 30 %%: changes of node: %d in %.0f s, %.1f a minute;"
            + " %d of %d reads failed, served by %s",
        ways.region(),
        String.join(" and ", ways.jittering()),
        ways.roundTripsMs().get(ways.jittering().get(0)),
        seen.changes(),
        seconds,
        perMinute(),
        seen.failures().size(),
        seen.reads() + seen.failures().size(),
        seen.servedBy());
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"region\":\"%s\",\"between\":%s,\"roundTripMs\":%s,\"jitter\":0.3,\"seconds\":%.1f,"
            + "\"changes\":%d,\"changesPerMinute\":%.2f,\"reads\":%d,\"failedReads\":%d,"
            + "\"readsServedBy\":%s}",
        ways.region(),
        ways.jittering().stream().collect(Collectors.joining("\",\"", "[\"", "\"]")),
        ways.roundTripsMs().get(ways.jittering().get(0)),
        seconds,
        seen.changes(),
        perMinute(),
        seen.reads(),
        seen.failures().size(),
        Json.of(seen.servedBy()));
  }
}
