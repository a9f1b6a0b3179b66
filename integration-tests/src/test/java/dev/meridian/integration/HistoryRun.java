package dev.meridian.integration;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.history.EdnWriter;
import dev.meridian.testkit.history.Failover;
import dev.meridian.testkit.history.Plan;
import dev.meridian.testkit.history.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The workload for long: {@code mvn -q -Phistory -Dhistory.args="seed operations seconds folder"}.
 * It has chapters, each in a world of its own, whose primary is replaced towards the end: in an
 * ordered way in every other one, else after a crash. Ends with 1 if a guarantee was broken or
 * replicas served less than a tenth of the reads; the histories are left in the folder.
 */
public final class HistoryRun {

  private static final double LEAST_SHARE = 0.1;
  private static final int CHAPTERS = 4;

  private final long seed;
  private final int operations;
  private final int seconds;
  private final Path folder;
  private int done;
  private int findings;
  private double share;

  private HistoryRun(long seed, int operations, int seconds, Path folder) {
    this.seed = seed;
    this.operations = operations;
    this.seconds = seconds;
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    HistoryRun run =
        new HistoryRun(
            args.length > 0 ? Long.parseLong(args[0]) : 1,
            args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000,
            args.length > 2 ? Integer.parseInt(args[2]) : 600,
            Path.of(args.length > 3 ? args[3] : "target"));
    for (int i = 0; i < CHAPTERS; i++) {
      run.chapter(i);
    }
    System.out.printf(
        "%d operations, %.0f %% of the reads on replicas, %d findings%n",
        run.done, 100 * run.share / CHAPTERS, run.findings);
    System.exit(run.findings == 0 && run.share / CHAPTERS >= LEAST_SHARE ? 0 : 1);
  }

  private void chapter(int number) throws Exception {
    Failover failover = number % 2 == 0 ? Failover.CRASH : Failover.SWITCHOVER;
    Plan plan =
        new Plan(
            seed * CHAPTERS + number,
            operations / CHAPTERS,
            Duration.ofSeconds(seconds / CHAPTERS),
            6,
            3);
    HistoryWorld.Result result;
    try (MultiRegionPostgres cluster =
            MultiRegionPostgres.builder()
                .primary("us-east-1")
                .standby("eu-west-1")
                .standby("us-west-2")
                .subscriber("ap-east-1")
                .parameter("max_connections", "300")
                .schema(Workload.schema().toArray(String[]::new))
                .start();
        HistoryWorld world = new HistoryWorld(cluster, Breakage.NONE)) {
      HistoryWorld.everywhere(cluster).forEach(world::whole);
      world.hopping(4, HistoryWorld.everywhere(cluster).subList(1, 4));
      world.hopping(2, HistoryWorld.everywhere(cluster));
      result = world.run(plan, "run-", failover);
    }
    System.out.println(result.words());
    result.violations().stream().limit(10).forEach(System.out::println);
    Path file = folder.resolve("history-" + (number + 1) + ".edn");
    Files.writeString(file, EdnWriter.write(result.history()));
    System.out.println("history: " + file.toAbsolutePath());
    done += result.operations();
    findings += result.violations().size();
    share += result.replicaShare();
  }
}
