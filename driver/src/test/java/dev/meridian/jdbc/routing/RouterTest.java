package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.topology.Replicas;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {

  private static final long MILLI = 1_000_000;
  private static final long NOW = Replicas.BEGIN + 3_600_000_000_000L;
  private static final int TICKETS = 20_000;

  private static Replicas world(long primaryMillis, long... replicaMillis) {
    Replicas world = new Replicas(NOW, primaryMillis * MILLI, "us");
    for (long millis : replicaMillis) {
      world.with(millis * MILLI, null);
    }
    return world;
  }

  /** Which share of all connections begins at each node. */
  private static double[] shares(Replicas world, Router router, long nowNanos) {
    double[] shares = new double[world.size()];
    var topology = world.topology();
    Random random = new Random(1);
    for (int i = 0; i < TICKETS; i++) {
      shares[new Reader(router, random.nextInt()).read(topology, nowNanos)] += 1.0 / TICKETS;
    }
    return shares;
  }

  @Test
  void theNearestServes() {
    double[] shares = shares(world(90, 50, 10, 30), Reader.router(), NOW);
    assertThat(shares[2]).isCloseTo(1, within(1e-9));
  }

  @Test
  void nodesAsNearShareTheLoad() {
    double[] shares = shares(world(90, 100, 50, 54, 52, 58), Reader.router(), NOW);
    assertThat(shares[2]).isCloseTo(1 / 3.0, within(0.02));
    assertThat(shares[3]).isCloseTo(1 / 3.0, within(0.02));
    assertThat(shares[4]).isCloseTo(1 / 3.0, within(0.02));
  }

  @Test
  void theBusierOfTwoIsSpared() {
    Router router = Reader.router("", node -> node == 2 ? 3 : 0);
    double[] shares = shares(world(90, 50, 50, 50), router, NOW);
    assertThat(shares[1]).isCloseTo(0.5, within(0.02));
    assertThat(shares[2]).isZero();
  }

  @Test
  void aConnectionGetsTheSameAnswerHoweverOftenItAsks() {
    var topology = world(90, 50, 50, 50, 50).topology();
    Router router = Reader.router();
    for (int ticket = 0; ticket < 1_000; ticket++) {
      var first = new Reader(router, ticket).decide(topology, NOW);
      assertThat(new Reader(router, ticket).decide(topology, NOW)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @CsvSource({"50, 49, 1", "50, 34, 1", "50, 33, 1", "50, 32, 2", "1, 1, 1"})
  void aConnectionLeavesItsNodeOnlyForOneThatIsClearlyNearer(long here, long there, int where) {
    Reader reader = new Reader(Reader.router(), 7);
    reader.last = 1;
    assertThat(reader.read(world(200, here, there).topology(), NOW)).isEqualTo(where);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 20, 25, 1",
    "-1, 20, 26, 0",
    "1, 20, 30, 1",
    "1, 20, 31, 0",
    "0, 20, 21, 0",
    "0, 20, 20, 1"
  })
  void thePrimaryServesWhereItIsNearerAndNotByTurns(
      int last, long primary, long replica, int where) {
    Reader reader = new Reader(Reader.router(), 7);
    reader.last = last;
    assertThat(reader.read(world(primary, replica).topology(), NOW)).isEqualTo(where);
  }

  @Test
  void aNodeThatCameBackGetsItsShareBitByBit() {
    Replicas world = world(90, 10, 50);
    world.change(1, node -> node.since(NOW));
    double before = 0;
    for (long millis = 0; millis <= 5_000; millis += 250) {
      double share = shares(world, Reader.router(), NOW + millis * MILLI)[1];
      assertThat(share).isCloseTo(Math.max(0.1, millis / 5_000.0), within(0.02));
      assertThat(share).isGreaterThanOrEqualTo(before);
      before = share;
    }
  }

  @Test
  void connectionsGoBackToItOneByOneAndStay() {
    Replicas world = world(90, 10, 50);
    world.change(1, node -> node.since(NOW));
    var topology = world.topology();
    Router router = Reader.router();
    int[] back = new int[11];
    for (int ticket = 0; ticket < 1_000; ticket++) {
      Reader reader = new Reader(router, ticket);
      reader.last = 2;
      for (int i = 0; i < back.length; i++) {
        back[i] += reader.read(topology, NOW + i * 500L * MILLI) == 1 ? 1 : 0;
      }
      assertThat(reader.changes).isEqualTo(1);
    }
    assertThat(back[1]).isBetween(60, 140);
    assertThat(back[5]).isBetween(440, 560);
    assertThat(back[10]).isEqualTo(1_000);
  }

  @Test
  void whereAllCameAtOnceTheNearestServesAtOnce() {
    Replicas world = world(90, 10, 50, 70);
    for (int i = 1; i < world.size(); i++) {
      world.change(i, node -> node.since(NOW));
    }
    assertThat(shares(world, Reader.router(), NOW + MILLI)[1]).isCloseTo(1, within(1e-9));
  }

  @Test
  void theOnlyOneThatIsLeftServesAtOnce() {
    Replicas world = world(90, 10, 50);
    world.change(1, node -> node.since(NOW)).change(2, node -> node.up(false));
    assertThat(shares(world, Reader.router(), NOW)[1]).isCloseTo(1, within(1e-9));
  }

  @Test
  void oneThatIsBehindIsNamedWithWhatItMustReach() {
    Replicas world = world(90, 10);
    world.change(1, node -> node.reached(1));
    SeenState seen = new SeenState(2);
    seen.saw(0, 100, NOW - 1);
    Decision decision = new Reader(Reader.router(), 1, seen).decide(world.topology(), NOW);
    assertThat(decision.node()).isNotNull();
    assertThat(decision.node().node().index()).isEqualTo(1);
    assertThat(decision.mustWait()).isTrue();
    assertThat(decision.reason()).isEqualTo(RouteReason.NEAREST);
  }

  /** Of one that read at the first replica lately, while the second is behind that. */
  private static Decision leaving(Replicas world, Map<Setting, String> settings) {
    world.change(2, node -> node.reached(1));
    SeenState seen = new SeenState(3);
    seen.saw(1, world.topology().nodes().get(1).incarnation(), NOW - 1);
    Reader reader = new Reader(Reader.router(settings, Pending.NONE), 1, seen);
    reader.last = 1;
    return reader.decide(world.topology(), NOW);
  }

  @Test
  void aReadyOneIsLeftForOneThatIsClearlyNearerAndBehind() {
    Decision decision = leaving(world(200, 120, 75), Map.of());
    assertThat(decision.mustWait()).isTrue();
    assertThat(Objects.requireNonNull(decision.node()).node().index()).isEqualTo(2);
    assertThat(Objects.requireNonNull(decision.otherwise()).node().index()).isEqualTo(1);
    assertThat(leaving(world(200, 120, 85), Map.of()).mustWait()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "180, primary, 100, true",
    "210, primary, 100, false",
    "180, primary, 50, false",
    "180, fail, 100, false"
  })
  void meanwhileThePrimaryServesWhereItIsClearlyNearer(
      long primaryMillis, String whenStale, String share, boolean primary) {
    Map<Setting, String> settings =
        Map.of(Setting.WHEN_STALE, whenStale, Setting.PRIMARY_READ_SHARE, share + "%");
    Decision decision = leaving(world(primaryMillis, 300, 105), settings);
    assertThat(decision.mustWait()).isTrue();
    assertThat(decision.otherwise() == null).isEqualTo(primary);
    assertThat(decision.kept() == null).as("it used the replica that is ready").isEqualTo(!primary);
  }
}
