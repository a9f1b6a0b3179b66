package dev.meridian.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and prints a table. Takes JMH's own arguments, such as a pattern of
 * benchmarks' names; and {@code --short}, for one fork of short iterations.
 */
public final class Bench {

  private static final Pattern NEEDS_NONE = Pattern.compile("^(Verdict|Router|Geography)");

  private Bench() {}

  /** Runs the benchmarks. */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    List<String> own = new ArrayList<>(List.of(args));
    boolean brief = own.remove("--short");
    CommandLineOptions given = new CommandLineOptions(own.toArray(String[]::new));
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(given)
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend("-Xms512m", "-Xmx512m");
    TimeValue time = TimeValue.milliseconds(brief ? 200 : 1_000);
    options.warmupTime(given.getWarmupTime().orElse(time));
    options.measurementTime(given.getMeasurementTime().orElse(time));
    options.forks(given.getForkCount().orElse(brief ? 1 : 2));
    options.warmupIterations(given.getWarmupIterations().orElse(brief ? 3 : 5));
    options.measurementIterations(given.getMeasurementIterations().orElse(brief ? 3 : 5));
    Logger.getLogger("").setLevel(Level.WARNING);
    Collection<RunResult> results;
    if (mayNeedServers(given)) {
      try (Servers servers = new Servers()) {
        options.jvmArgsAppend("-Xms512m", "-Xmx512m", servers.jvmArgument());
        results = new Runner(options.build()).run();
      }
    } else {
      results = new Runner(options.build()).run();
    }
    System.out.println(FigureTable.of(results));
  }

  private static boolean mayNeedServers(CommandLineOptions given) {
    return !given.shouldList()
        && !given.shouldHelp()
        && (given.getIncludes().isEmpty()
            || given.getIncludes().stream().anyMatch(name -> !NEEDS_NONE.matcher(name).find()));
  }
}
