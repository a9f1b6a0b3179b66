package dev.meridian.examples.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints the lab's figures: for people, and as JSON. */
final class Report {

  private Report() {}

  static List<String> table(List<RegionResult> results, List<TrafficResult> traffic, Toll toll) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%-10s  %-21s  %-21s  %8s  %-21s  %-21s",
            "",
            "reads, pgjdbc",
            "reads, Meridian",
            "speed-up",
            "writes, pgjdbc",
            "writes, Meridian"));
    lines.add(
        String.format(
            "%-10s  %10s %10s  %10s %10s  %8s  %10s %10s  %10s %10s",
            "region", "median", "p95", "median", "p95", "", "median", "p95", "median", "p95"));
    for (RegionResult result : results) {
      Quantiles before = result.direct().reads();
      Quantiles after = result.meridian().reads();
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10s  %s  %s  %7.1fx  %s  %s",
              result.region(),
              times(before),
              times(after),
              before.medianMs() / after.medianMs(),
              times(result.direct().writes()),
              times(result.meridian().writes())));
    }
    for (RegionResult result : results) {
      lines.add("");
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: %d reads, %.0f %% of them served locally %s, by reason %s",
              result.region(),
              result.meridian().reads().count(),
              100 * result.servedLocally(),
              result.meridian().servedBy(),
              result.meridian().reasons()));
      if (result.lag().count() > 0) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s: replica behind by %.0f ms at p95, by %.0f ms at the median",
                result.region(),
                result.lag().p95Ms(),
                result.lag().medianMs()));
      }
      lines.add(result.region() + ": stale reads: " + result.meridian().staleReads());
    }
    lines.add("");
    for (RegionResult result : results) {
      Echo.Result echo = result.meridianEcho();
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: own write read back at once, n=%d: pgjdbc read %.1f ms, pair %.1f ms; Meridian read"
                  + " %.1f ms, pair %.1f ms (medians); %.1f %% of the reads local, %d stale",
              result.region(),
              echo.read().count(),
              result.directEcho().read().medianMs(),
              result.directEcho().pair().medianMs(),
              echo.read().medianMs(),
              echo.pair().medianMs(),
              100 * echo.servedLocally(),
              echo.stale()));
    }
    lines.add("");
    traffic.forEach(result -> lines.add(result.toString()));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "round trips more than pgjdbc's: %d a read, %d a commit, %d a write in autocommit",
            toll.read(),
            toll.commit(),
            toll.autocommitWrite()));
    return lines;
  }

  /** How the choices followed. */
  static List<String> table(Choice choice) {
    List<String> lines = new ArrayList<>();
    String change = "";
    for (Followed each : choice.followed()) {
      if (!each.change().equals(change)) {
        change = each.change();
        lines.add(change + ":");
        lines.add(Followed.heading());
      }
      lines.add(each.toString());
    }
    lines.add("");
    choice.tied().forEach(each -> lines.add(each.toString()));
    return lines;
  }

  static String json(Choice choice) {
    return "{" + members(choice) + "}";
  }

  private static String members(Choice choice) {
    return choice.followed().stream()
            .map(Followed::json)
            .collect(Collectors.joining(",", "\"choiceFollows\":[", "],"))
        + choice.tied().stream()
            .map(Tied::json)
            .collect(Collectors.joining(",", "\"ties\":[", "]"));
  }

  private static String times(Quantiles quantiles) {
    return String.format(Locale.ROOT, "%7.2f ms %7.2f ms", quantiles.medianMs(), quantiles.p95Ms());
  }

  static String json(
      List<RegionResult> results,
      List<TrafficResult> traffic,
      Toll toll,
      Choice choice,
      String version) {
    return results.stream()
            .map(Report::json)
            .collect(Collectors.joining(",", "{\"regions\":[", "],"))
        + results.stream()
            .map(Report::echoJson)
            .collect(Collectors.joining(",", "\"readYourWrites\":[", "],"))
        + traffic.stream()
            .map(TrafficResult::json)
            .collect(Collectors.joining(",", "\"traffic\":[", "],"))
        + String.format(
            Locale.ROOT,
            "\"extraRoundTrips\":{\"read\":%d,\"commit\":%d,\"autocommitWrite\":%d},",
            toll.read(),
            toll.commit(),
            toll.autocommitWrite())
        + members(choice)
        + ",\"postgres\":\""
        + version
        + "\"}";
  }

  private static String echoJson(RegionResult result) {
    return String.format(
        Locale.ROOT,
        "{\"region\":\"%s\",\"directMs\":%.3f,\"meridianMs\":%.3f,\"servedLocally\":%.4f,"
            + "\"n\":%d,\"stale\":%d}",
        result.region(),
        result.directEcho().read().medianMs(),
        result.meridianEcho().read().medianMs(),
        result.meridianEcho().servedLocally(),
        result.meridianEcho().read().count(),
        result.meridianEcho().stale());
  }

  private static String json(RegionResult result) {
    return String.format(
        Locale.ROOT,
        "{\"region\":\"%s\",\"direct\":%s,\"meridian\":%s,\"readsServedBy\":%s,\"reasons\":%s,"
            + "\"servedLocally\":%.4f,\"lagP95Ms\":%.1f,\"staleReads\":%d}",
        result.region(),
        json(result.direct()),
        json(result.meridian()),
        Json.of(result.meridian().servedBy()),
        Json.of(result.meridian().reasons()),
        result.servedLocally(),
        result.lag().p95Ms(),
        result.meridian().staleReads());
  }

  private static String json(Ledger ledger) {
    return String.format(
        Locale.ROOT,
        "{\"readMs\":%.3f,\"writeMs\":%.3f,\"readP95Ms\":%.3f,\"writeP95Ms\":%.3f,\"reads\":%d,"
            + "\"writes\":%d}",
        ledger.reads().medianMs(),
        ledger.writes().medianMs(),
        ledger.reads().p95Ms(),
        ledger.writes().p95Ms(),
        ledger.reads().count(),
        ledger.writes().count());
  }
}
