package dev.meridian.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The results, a line for each pair of twins or benchmark without one. Of two methods of a class
 * named {@code rawRead} and {@code wrappedRead} the difference is what Meridian adds. Times are of
 * the fastest iteration, and in brackets the mean.
 */
final class FigureTable {

  private static final String RAW = "raw";
  private static final String WRAPPED = "wrapped";

  /**
   * Time and allocation for one call.
   *
   * @param best of the fastest iteration: what else runs on the machine only slows
   * @param mean of all iterations
   */
  private record Figure(double best, double mean, double bytes) {

    @SuppressWarnings("rawtypes") // JMH's own signatures
    static Figure of(RunResult result) {
      Result time = result.getPrimaryResult();
      double bytes =
          result.getSecondaryResults().entrySet().stream()
              .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
              .mapToDouble(entry -> entry.getValue().getScore())
              .sum();
      return new Figure(time.getStatistics().getMin(), time.getScore(), bytes);
    }

    Figure less(Figure other) {
      return new Figure(best - other.best, mean - other.mean, bytes - other.bytes);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.1f (%.1f) ns %.0f B", best, mean, bytes);
    }
  }

  /** One line: what stands alone counts as wrapped. */
  private static final class Pair {
    @Nullable Figure raw;
    @Nullable Figure wrapped;

    @Override
    public String toString() {
      Figure without = raw;
      Figure with = wrapped;
      return without == null || with == null ? "" : with.less(without).toString();
    }
  }

  private FigureTable() {}

  static String of(Collection<RunResult> results) {
    Map<String, Pair> pairs = new TreeMap<>();
    for (RunResult result : results) {
      String name = name(result.getParams());
      boolean raw = name.contains("." + RAW);
      String common = name.replace("." + RAW, ".").replace("." + WRAPPED, ".");
      Pair pair = pairs.computeIfAbsent(common, any -> new Pair());
      if (raw) {
        pair.raw = Figure.of(result);
      } else {
        pair.wrapped = Figure.of(result);
      }
    }
    StringBuilder table = new StringBuilder(line("", "raw", "wrapped", "difference"));
    pairs.forEach(
        (name, pair) ->
            table.append(line(name, text(pair.raw), text(pair.wrapped), pair.toString())));
    return table.toString();
  }

  private static String line(String name, String raw, String wrapped, String difference) {
    return String.format(Locale.ROOT, "%-40s %26s %26s %26s%n", name, raw, wrapped, difference);
  }

  private static String text(@Nullable Figure figure) {
    return figure == null ? "" : figure.toString();
  }

  /** Class, method and parameters: {@code Verdict.sameText SHORT}. */
  private static String name(BenchmarkParams benchmark) {
    String full = benchmark.getBenchmark();
    int method = full.lastIndexOf('.');
    int type = full.lastIndexOf('.', method - 1);
    String values =
        benchmark.getParamsKeys().stream()
            .map(key -> " " + benchmark.getParam(key))
            .collect(Collectors.joining());
    return full.substring(type + 1).replace("Benchmark.", ".") + values;
  }
}
