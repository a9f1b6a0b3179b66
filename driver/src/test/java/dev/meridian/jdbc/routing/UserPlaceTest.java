package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.topology.Replicas;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program in ap, in the world of {@link Replicas#inThreeRegions}. */
class UserPlaceTest {

  private static final long NOW = Replicas.BEGIN + 3_600_000_000_000L;
  private static final Map<String, Integer> FROM_UK = Map.of("eu", 500, "us", 5_500, "ap", 9_600);
  private static final Map<String, Integer> FROM_CA = Map.of("us", 600, "eu", 5_200);

  private final Replicas world = Replicas.inThreeRegions(NOW);

  private static Router near(String readFrom, String region, Map<String, Integer> kilometres) {
    return Reader.router(readFrom, Pending.NONE)
        .near(region, other -> kilometres.getOrDefault(other, -1));
  }

  private int at(Router router) {
    return new Reader(router, 3).read(world.topology(), NOW);
  }

  @Test
  void theNearestToTheUserServesOfThoseAsFarTheNearestHere() {
    assertThat(at(near("", "uk", FROM_UK))).isEqualTo(2);
    assertThat(at(near("", "ca", FROM_CA))).as("with the primary as near").isEqualTo(4);
  }

  @Test
  void whereThatIsAwayTheNextOneDoes() {
    world.change(1, node -> node.up(false)).change(2, node -> node.drained(true));
    assertThat(at(near("", "uk", FROM_UK))).isEqualTo(4);
    world.change(4, node -> node.up(false));
    assertThat(at(near("", "uk", FROM_UK))).as("the primary").isZero();
  }

  @Test
  void theRegionItselfIsTheNearestWhetherItIsKnownOrNot() {
    assertThat(at(near("", "ap", FROM_UK))).isEqualTo(3);
    assertThat(at(near("", "ap", Map.of()))).isEqualTo(3);
  }

  @Test
  void fromNobodyKnowsWhereAllIsAsWithout() {
    assertThat(at(near("", "mars", Map.of()))).isEqualTo(at(Reader.router())).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"ap, 3", "'ap,us', 4", "'ap,any', 2"})
  void whatReadFromLeavesOutStaysOut(String readFrom, int node) {
    assertThat(at(near(readFrom, "uk", FROM_UK))).isEqualTo(node);
  }

  @Test
  void aConnectionGoesToEachUsersOwn() {
    Reader here = new Reader(Reader.router(), 3);
    Reader uk = new Reader(near("", "uk", FROM_UK), 3);
    for (int i = 0; i < 10; i++) {
      uk.last = here.read(world.topology(), NOW);
      here.last = uk.read(world.topology(), NOW);
      assertThat(uk.last).isEqualTo(2);
    }
  }

  @Test
  void oneThatIsBehindIsWantedForMoreThanBeingNear() {
    SeenState seen = new SeenState(1);
    seen.saw(0, 100, NOW);
    world.change(1, node -> node.reached(10)).change(2, node -> node.reached(10));
    Decision decision = new Reader(near("", "uk", FROM_UK), 3, seen).decide(world.topology(), NOW);
    assertThat(decision.mustWait()).isTrue();
    assertThat(decision.ranked()).isTrue();
    Decision without =
        new Reader(Reader.router("eu", Pending.NONE), 3, seen).decide(world.topology(), NOW);
    assertThat(without.ranked()).as("instead of the primary, from which none reads").isTrue();
    Decision nearest = new Reader(Reader.router(), 3, seen).decide(world.topology(), NOW);
    assertThat(nearest.ranked()).isFalse();
  }
}
