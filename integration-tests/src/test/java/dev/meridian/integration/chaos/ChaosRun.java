package dev.meridian.integration.chaos;

import dev.meridian.integration.Breakage;
import dev.meridian.integration.BrokenDriver;
import dev.meridian.testkit.MultiRegionPostgres;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Faults at random for long: {@code mvn -q -Pchaos -Dchaos.args="seed faults"}. Prints each fault
 * and a summary; ends with 1 if anything was found. The same seed makes the same schedule, but not
 * the same order of the threads.
 */
public final class ChaosRun {

  private static final int FAULTS = 200;
  private static final int SHOWN = 20;
  private static final Logger ROOT = Logger.getLogger("");

  private ChaosRun() {}

  public static void main(String[] args) throws Exception {
    ROOT.setLevel(Level.SEVERE);
    Schedule schedule =
        Schedule.of(
            args.length > 0 ? Long.parseLong(args[0]) : 1,
            args.length > 1 ? Integer.parseInt(args[1]) : FAULTS);
    Chaos.Report report;
    try (MultiRegionPostgres cluster = Chaos.world()) {
      report =
          new Chaos(schedule, Patience.USUAL, System.out::println)
              .run(cluster, new BrokenDriver(Breakage.NONE));
    }
    report.findings().stream().limit(SHOWN).forEach(System.out::println);
    System.exit(report.findings().isEmpty() ? 0 : 1);
  }
}
