package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.NodeKind;
import dev.meridian.testkit.RegionsCluster;
import dev.meridian.testkit.history.Plan;
import dev.meridian.testkit.history.Violation;
import dev.meridian.testkit.history.Weather.Kind;
import dev.meridian.testkit.history.Weather.Season;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to get sessions wrong shows in the history: each run breaks the driver in one. */
@RegionsCluster(
    schema = {SessionHistoryTest.REGISTER, SessionHistoryTest.LIST},
    parameters = "max_connections=300",
    delays = false)
class BrokenSessionsTest {

  // Most are found in the first; the narrow ones, on a busy machine, in one of three.
  private static final int ROUNDS = 30;
  private static final Duration ROUND = Duration.ofSeconds(2);

  private static final List<String> EVERYWHERE = List.of("us-east-1", "eu-west-1", "ap-east-1");
  private static final Set<String> LOGICAL = Set.of("arrived", "remote");
  private static final Season BRISK =
      new Season(
          List.of(Kind.PAUSE, Kind.HOLD_COMMITS, Kind.HOLD_COMMITS, Kind.HOLD_COMMITS),
          30,
          200,
          Set.of(NodeKind.STANDBY, NodeKind.SUBSCRIBER));
  private static final Season AT_THE_SUBSCRIBER =
      new Season(List.of(Kind.HOLD_COMMITS), 30, 200, Set.of(NodeKind.SUBSCRIBER));

  private static final Map<String, Breakage> ALL =
      Map.of(
          "received", Breakage.RECEIVED,
          "arrived", Breakage.ARRIVED,
          "remote", Breakage.REMOTE,
          "short", Breakage.ONE_RECORD_SHORT,
          "no wait", Breakage.NO_WAIT,
          "writes lost", Breakage.WRITES_LOST,
          "reads lost", Breakage.READS_LOST,
          "reads early", Breakage.READS_EARLY,
          "tokens lost", Breakage.TOKENS_LOST);

  static Stream<String> ways() {
    return ALL.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void isCaught(String way, MultiRegionPostgres cluster) throws Exception {
    // To ask an origin is not for everybody.
    for (String region : List.of("us-east-1", "ap-east-1")) {
      cluster
          .node(region)
          .execute(
              "GRANT SELECT ON pg_catalog.pg_replication_origin_status TO app",
              "GRANT EXECUTE ON FUNCTION pg_catalog.pg_show_replication_origin_status() TO app");
    }
    cluster.awaitCaughtUp();
    boolean logical = LOGICAL.contains(way);
    Breakage breakage = Objects.requireNonNull(ALL.get(way));
    try (HistoryWorld world = new HistoryWorld(cluster, breakage)) {
      world.weather(logical ? AT_THE_SUBSCRIBER : BRISK);
      // Whoever is to be seen at the subscriber has no other choice but the primary, far, and
      // learns nowhere else of a position that the subscriber has not even received.
      List<String> regions = logical ? List.of("ap-east-1", "ap-east-1") : EVERYWHERE;
      world.hopping(12, regions.stream().map(region -> Distances.apply(cluster, region)).toList());
      if (logical) {
        cluster.from("ap-east-1").linkTo("eu-west-1").refuse();
        cluster.from("ap-east-1").linkTo("us-east-1").roundTrip(Duration.ofMillis(100));
      }
      List<Violation> found = List.of();
      for (int round = 1; round <= ROUNDS && found.isEmpty(); round++) {
        Plan plan = new Plan(round, 100_000, ROUND, 1, 15);
        HistoryWorld.Result result = world.run(plan, way + round + "-");
        System.out.println(way + " " + result.words());
        found = result.violations();
      }
      assertThat(found).isNotEmpty();
    }
  }
}
