package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.topology.Replicas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the world of {@link Replicas#inThreeRegions}. */
class ReadFromTest {

  private static final long MILLI = 1_000_000;
  private static final long NOW = Replicas.BEGIN + 3_600_000_000_000L;

  private final Replicas world = Replicas.inThreeRegions(NOW);

  private Decision decide(String readFrom) {
    return new Reader(Reader.router(readFrom, Pending.NONE), 3).decide(world.topology(), NOW);
  }

  private int at(String readFrom) {
    return new Reader(Reader.router(readFrom, Pending.NONE), 3).read(world.topology(), NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "eu, 2",
    "'eu,ap', 2",
    "'ap,eu', 3",
    "any, 5",
    "'nowhere,any', 5",
    "us, 4",
    "'nowhere,us,any', 4",
    "'', 5"
  })
  void theNearestOfTheFirstGroupServes(String readFrom, int node) {
    assertThat(at(readFrom)).isEqualTo(node);
  }

  @Test
  void theNextGroupServesWhereTheFirstHasNone() {
    world.change(1, node -> node.up(false)).change(2, node -> node.drained(true));
    assertThat(at("eu,ap,any")).isEqualTo(3);
    world.change(3, node -> node.up(false));
    assertThat(at("eu,ap,any")).isEqualTo(5);
  }

  @Test
  void withoutAnyThePrimaryIsLeftAndNothingElse() {
    world.change(3, node -> node.up(false));
    assertThat(decide("ap").node()).isEqualTo(world.topology().primary());
    assertThat(decide("ap").reason()).isEqualTo(RouteReason.NO_REPLICA);
  }

  @Test
  void aConnectionComesBackToTheFirstGroupHoweverFarThatIs() {
    Reader reader = new Reader(Reader.router("eu,any", Pending.NONE), 3);
    reader.last = 5;
    assertThat(reader.read(world.topology(), NOW)).isEqualTo(2);
  }

  @Test
  void aConnectionLeavesARegionThatIsNotListed() {
    Reader reader = new Reader(Reader.router("eu", Pending.NONE), 3);
    reader.last = 3;
    assertThat(reader.read(world.topology(), NOW)).isEqualTo(2);
  }

  @Test
  void thePrimaryIsOfItsRegionsGroup() {
    world.change(4, node -> node.up(false));
    assertThat(at("us,eu")).as("before the others").isZero();
    assertThat(decide("us,eu").reason()).isEqualTo(RouteReason.NEAREST);
    world.change(0, node -> node.at(MILLI / 10));
    assertThat(at("eu,us")).as("behind the others").isEqualTo(2);
    assertThat(at("eu")).as("in none").isEqualTo(2);
    assertThat(at("eu,any")).as("of any").isEqualTo(2);
    world.change(4, node -> node.up(true));
    assertThat(at("us")).as("in the same, and clearly nearer").isZero();
  }
}
