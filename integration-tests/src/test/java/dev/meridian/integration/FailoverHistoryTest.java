package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionsCluster;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.history.Failover;
import dev.meridian.testkit.history.Outcome;
import dev.meridian.testkit.history.Plan;
import dev.meridian.testkit.history.Weather.Season;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The primary is killed while sessions read and write, and a standby takes its place. */
@RegionsCluster(
    standbys = {"eu-west-1", "us-west-2"},
    schema = {SessionHistoryTest.REGISTER, SessionHistoryTest.LIST},
    parameters = "max_connections=300",
    delays = false,
    shared = false)
class FailoverHistoryTest {

  @Test
  void losesNoGuaranteeButForWhatIsLost(MultiRegionPostgres cluster) throws Exception {
    try (HistoryWorld world = new HistoryWorld(cluster, Breakage.NONE)) {
      world.weather(Season.MILD);
      List<Vantage> everywhere =
          cluster.nodes().stream().map(node -> Distances.apply(cluster, node.region())).toList();
      everywhere.forEach(world::whole);
      world.hopping(3, everywhere);
      HistoryWorld.Result result =
          world.run(new Plan(1, 100_000, Duration.ofSeconds(12), 3, 5), "", Failover.CRASH);
      System.out.println(result.words());
      assertThat(result.violations()).isEmpty();
      assertThat(result.history().notices()).as("each session knows of the loss").isNotEmpty();
      int told = result.history().notices().get(0).at();
      assertThat(result.history().operations())
          .filteredOn(one -> one.invoked() > told && one.outcome() == Outcome.OK)
          .as("what was done on the new primary")
          .hasSizeGreaterThan(50)
          .anyMatch(one -> one.accesses().stream().anyMatch(access -> access.write()));
    }
  }
}
