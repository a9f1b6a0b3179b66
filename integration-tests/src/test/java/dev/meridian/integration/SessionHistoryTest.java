package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionsCluster;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.history.Plan;
import dev.meridian.testkit.history.Weather.Season;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What sessions see under load and bad weather, checked from the record alone. */
@RegionsCluster(
    schema = {SessionHistoryTest.REGISTER, SessionHistoryTest.LIST},
    parameters = "max_connections=300",
    delays = false)
class SessionHistoryTest {

  static final String REGISTER =
      "CREATE TABLE history_register (key text PRIMARY KEY, version bigint, value bigint)";
  static final String LIST = "CREATE TABLE history_list (key text PRIMARY KEY, items bigint[])";

  private static Plan plan(int seconds) {
    return new Plan(1, 20_000, Duration.ofSeconds(seconds), 4, 3);
  }

  private static HistoryWorld.Result run(HistoryWorld world, Plan plan, String prefix)
      throws Exception {
    HistoryWorld.Result result = world.run(plan, prefix);
    // The counts are what it is run for.
    System.out.println(prefix + " " + result.words());
    return result;
  }

  private static List<Vantage> everywhere(MultiRegionPostgres cluster) {
    return List.of(
        Distances.apply(cluster, "us-east-1"),
        Distances.apply(cluster, "eu-west-1"),
        Distances.apply(cluster, "ap-east-1"));
  }

  @Test
  void keepsEveryGuarantee(MultiRegionPostgres cluster) throws Exception {
    try (HistoryWorld world = new HistoryWorld(cluster, Breakage.NONE)) {
      everywhere(cluster).forEach(world::whole);
      world.weather(Season.MILD);
      world.hopping(3, everywhere(cluster).subList(1, 3));
      HistoryWorld.Result result = run(world, plan(10), "kept-");
      assertThat(result.violations()).isEmpty();
      assertThat(result.history().operations()).hasSizeGreaterThan(300);
      assertThat(result.words()).contains("STANDBY").contains("SUBSCRIBER");
    }
  }
}
