package dev.meridian.integration.chaos;

import dev.meridian.integration.Breakage;
import dev.meridian.integration.BrokenDriver;
import dev.meridian.testkit.MultiRegionPostgres;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Faults at random for long: {@code mvn -q -Pchaos -Dchaos.args="seed faults"}. Prints each fault
 * and a summary; ends with 1 if anything was found, and 2 if it broke off. The same seed makes the
 * same schedule, but not the same order of the threads.
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
                  args.length > 1 ? Integer.parseInt(args[1]) : FAULTS));
    } catch (Exception e) {
      ROOT.log(Level.SEVERE, "the run broke off", e);
    }
    // Clients that still run keep nothing alive.
    System.exit(status);
  }

  private static int run(Schedule schedule) throws Exception {
    try (MultiRegionPostgres cluster = Chaos.world()) {
      Chaos.Report report =
          new Chaos(schedule, Patience.USUAL, System.out::println)
              .run(cluster, new BrokenDriver(Breakage.NONE));
      report.findings().stream().limit(SHOWN).forEach(System.out::println);
      return report.findings().isEmpty() ? 0 : 1;
    }
  }
}
