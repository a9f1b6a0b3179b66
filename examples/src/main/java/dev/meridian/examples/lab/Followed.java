package dev.meridian.examples.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How one application followed one change of its ways.
 *
 * @param change in words
 * @param ways what they were after it
 * @param seconds how long it was watched
 * @param seen what its reads met meanwhile
 */
record Followed(String change, Ways ways, double seconds, Seen seen) {

  private static final long IN_TIME_MS = 5_000;

  /** Whether in the end all reads came from the expected node. */
  boolean isRight() {
    return ways.expected().equals(seen.serving());
  }

  /** What is not as it should be. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    String where = ways.region() + ", " + change + ": ";
    if (!isRight()) {
      faults.add(
          where
              + "not read from "
              + ways.expected()
              + " alone after "
              + seconds
              + " s, but served by "
              + seen.servedBy());
    } else if (seen.sinceMs() > IN_TIME_MS) {
      faults.add(where + "read from " + ways.expected() + " only after " + seen.sinceMs() + " ms");
    }
    if (seen.changes() > 1) {
      faults.add(where + "a connection changed its node " + seen.changes() + " times");
    }
    if (!seen.failures().isEmpty()) {
      faults.add(
          where + seen.failures().size() + " reads failed, the first: " + seen.failures().get(0));
    }
    return faults;
  }

  /** What stands above the lines of {@link #toString}. */
  static String heading() {
    return String.format(
        "%-9s  %s  %-10s  %8s  %7s  %s",
        "",
        LabWorld.REGIONS.stream()
            .map(each -> String.format("%9s", each))
            .collect(Collectors.joining("  ")),
        "expected",
        "reached",
        "changes",
        "failed");
  }

  /** One line, with round trips in milliseconds. */
  @Override
  public String toString() {
    String roundTrips =
        ways.roundTripsMs().values().stream()
            .map(ms -> String.format(Locale.ROOT, "%9.1f", ms))
            .collect(Collectors.joining("  "));
    return String.format(
        Locale.ROOT,
        "%-9s  %s  %-10s  %8s  %7d  %d of %d%s",
        ways.region(),
        roundTrips,
        ways.expected(),
        isRight() ? seen.sinceMs() + " ms" : "never",
        seen.changes(),
        seen.failures().size(),
        seen.reads() + seen.failures().size(),
        seen.detours().isEmpty() ? "" : "; detours " + seen.detours());
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"change\":\"%s\",\"region\":\"%s\",\"roundTripsMs\":%s,\"expected\":\"%s\",\"seconds\":%.1f,"
            + "\"followedMs\":%s,\"changes\":%d,\"reads\":%d,\"failedReads\":%d,\"readsServedBy\":%s,"
            + "\"detours\":%s}",
        change,
        ways.region(),
        Json.of(ways.roundTripsMs()),
        ways.expected(),
        seconds,
        isRight() ? String.valueOf(seen.sinceMs()) : "null",
        seen.changes(),
        seen.reads(),
        seen.failures().size(),
        Json.of(seen.servedBy()),
        Json.of(seen.detours()));
  }
}
