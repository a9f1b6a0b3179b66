package dev.meridian.integration.chaos;

import dev.meridian.integration.Breakage;
import dev.meridian.integration.BrokenDriver;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.history.EdnWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Faults at random for long: {@code mvn -q -Pchaos -Dchaos.args="seed faults kinds"}, kinds of
 * faults separated by commas, by default all. Prints each fault and a summary, and leaves the
 * history if anything was found; ends with 1 if anything was found, and 2 if it broke off. The same
 * seed makes the same schedule, but not the same order of the threads.
 */
public final class ChaosRun {

  private static final int FAULTS = 200;
  private static final int SHOWN = 20;
  private static final Logger ROOT = Logger.getLogger("");

  private ChaosRun() {}

  public static void main(String[] args) {
    ROOT.setLevel(Level.SEVERE);
    int status = 2;
    try {
      status =
          run(
              Schedule.of(
                  args.length > 0 ? Long.parseLong(args[0]) : 1,
                  args.length > 1 ? Integer.parseInt(args[1]) : FAULTS,
                  args.length > 2 ? kinds(args[2]) : FaultKind.possible()));
    } catch (Exception e) {
      ROOT.log(Level.SEVERE, "the run broke off", e);
    }
    // Clients that still run keep nothing alive.
    System.exit(status);
  }

  private static List<FaultKind> kinds(String names) {
    return Stream.of(names.split(",")).map(FaultKind::valueOf).toList();
  }

  private static int run(Schedule schedule) throws Exception {
    try (MultiRegionPostgres cluster = Chaos.world()) {
      Chaos.Report report =
          new Chaos(schedule, Patience.USUAL, System.out::println)
              .run(cluster, new BrokenDriver(Breakage.NONE));
      report.findings().stream().limit(SHOWN).forEach(System.out::println);
      if (report.findings().isEmpty()) {
        return 0;
      }
      Path file = Files.createTempFile("chaos-" + schedule.seed() + "-", ".edn");
      Files.writeString(file, EdnWriter.write(report.history()));
      System.out.println("history: " + file);
      return 1;
    }
  }
}
