package dev.meridian.examples.lab;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Runs one shop in each of four regions, first on pgjdbc and the primary, then on Meridian, and
 * prints what a user there would notice. Then changes the ways to the nodes, while an application
 * in each region reads as {@link Reader} does, and prints how the choice of the node follows; with
 * {@code --ways} that alone. {@code --json} adds the figures as one JSON object in the last line.
 *
 * <p>Ends with status 1 if a reader did not see what it had written, a write landed off the
 * primary, anything took more round trips than with pgjdbc, or a choice did not follow: within 5 s
 * and with one change of node at most, without a failed read, and between two nodes that are as
 * near with one change a minute at most.
 */
public final class Lab {

  private static final Duration MEASURED = Duration.ofSeconds(6);
  private static final int MOST_VISITS = 50;
  // A second.
  private static final int OWN_WRITES = 20;
  private static final int OTHERS_WRITES = 500;

  private Lab() {}

  /** Runs the lab. */
  public static void main(String[] args) throws SQLException {
    Logger.getLogger("").setLevel(Level.WARNING);
    boolean json = List.of(args).contains("--json");
    List<String> faults = List.of(args).contains("--ways") ? ways(json) : all(json);
    faults.forEach(fault -> say("FAULT: " + fault));
    if (!faults.isEmpty()) {
      System.exit(1);
    }
  }

  /** Changes the ways; returns what did not follow as it should. */
  private static List<String> ways(boolean json) throws SQLException {
    try (MultiRegionPostgres world = LabWorld.start(line -> say("  " + line))) {
      Choice choice = Choice.watch(world, Lab::say);
      say("");
      Report.table(choice).forEach(Lab::say);
      if (json) {
        say(Report.json(choice));
      }
      return choice.faults();
    }
  }

  /** Runs the shops, then changes the ways; returns what should not have been. */
  private static List<String> all(boolean json) throws SQLException {
    List<String> faults = new ArrayList<>();
    List<RegionResult> results = new ArrayList<>();
    String version;
    List<TrafficResult> traffic;
    Toll toll;
    Choice choice;
    try (MultiRegionPostgres world = LabWorld.start(line -> say("  " + line))) {
      version = String.valueOf(world.primary().query("SHOW server_version"));
      for (String region : LabWorld.REGIONS) {
        RegionResult result = measure(world, region);
        results.add(result);
        faults.addAll(result.direct().faults());
        faults.addAll(result.meridian().faults());
        if (result.meridianEcho().stale() > 0) {
          faults.add(region + ": " + result.meridianEcho().stale() + " own writes were not seen");
        }
      }
      traffic = traffic(world);
      toll = Toll.at(world.from("eu-west-1"));
      if (!toll.isNothing()) {
        faults.add("there are round trips more than pgjdbc's: " + toll);
      }
      faults.addAll(LabWorld.differences(world));
      choice = Choice.watch(world, Lab::say);
      faults.addAll(choice.faults());
    }
    say("");
    Report.table(results, traffic, toll).forEach(Lab::say);
    say("");
    Report.table(choice).forEach(Lab::say);
    if (json) {
      say(Report.json(results, traffic, toll, choice, version));
    }
    return faults;
  }

  private static RegionResult measure(MultiRegionPostgres world, String region)
      throws SQLException {
    Vantage application = world.from(region);
    say("The shop in " + region + ", on pgjdbc and the primary …");
    Ledger direct;
    Echo.Result directEcho;
    try (HikariDataSource pool = pool(application.primaryUrl())) {
      direct = run(pool, region, 1);
      directEcho = new Echo(pool, region).run();
    }
    say("The shop in " + region + ", on Meridian …");
    try (MeridianDataSource source =
            MeridianDataSource.builder().url(application.meridianUrl()).build();
        LagMeter lag = new LagMeter(world, region)) {
      Ledger meridian = run(source, region, 2);
      Quantiles behind = lag.stop();
      Echo.Result echo = new Echo(source, region).run();
      return new RegionResult(region, direct, meridian, behind, directEcho, echo);
    }
  }

  /** Under even load: first the application itself writes, then others do. */
  private static List<TrafficResult> traffic(MultiRegionPostgres world) throws SQLException {
    List<TrafficResult> results = new ArrayList<>();
    try (HikariDataSource others = pool(world.from("us-east-1").primaryUrl())) {
      for (String region : List.of("eu-west-1", "ap-east-1", "us-west-2")) {
        say("Even load in " + region + ", on Meridian …");
        Vantage application = world.from(region);
        results.add(new Traffic(application, others).run(OWN_WRITES, 0));
        results.add(new Traffic(application, others).run(0, OTHERS_WRITES));
      }
    }
    return results;
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(10);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  private static Ledger run(DataSource database, String region, long seed) throws SQLException {
    Ledger ledger = new Ledger();
    Shop shop = new Shop(database, region, ledger, seed ^ region.hashCode());
    shop.visit();
    ledger.beginMeasuring();
    long began = System.nanoTime();
    // Both sides end with the same mix of writes, some of which take two round trips by nature.
    for (int i = 0; i < MOST_VISITS && System.nanoTime() - began < MEASURED.toNanos(); i++) {
      for (int kind = 0; kind < Shop.KINDS_OF_WRITES; kind++) {
        shop.visit();
      }
    }
    return ledger;
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
