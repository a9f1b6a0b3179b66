package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Replicas;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The router, which stops early, against one that looks at everything, in random worlds. */
class RouterModelTest {

  private static final long MILLI = 1_000_000;
  private static final long NOW = Replicas.BEGIN + 3_600_000_000_000L;
  private static final List<String> REGIONS = List.of("us", "eu", "ap");

  private static Replicas world(Random random) {
    Replicas world = new Replicas(NOW, (1 + random.nextInt(60)) * MILLI, region(random));
    world.change(0, node -> node.drained(random.nextInt(8) == 0));
    for (int i = random.nextInt(9); i > 0; i--) {
      world.with((1 + random.nextInt(60)) * MILLI, region(random));
    }
    for (int i = 1; i < world.size(); i++) {
      world.change(
          i,
          node ->
              node.up(random.nextInt(5) > 0)
                  .drained(random.nextInt(8) == 0)
                  .reached(random.nextInt(3) == 0 ? 1 : 1_000));
    }
    return world;
  }

  private static String region(Random random) {
    return REGIONS.get(random.nextInt(REGIONS.size()));
  }

  private static String readFrom(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "eu";
      case 1 -> "eu,any";
      case 2 -> "ap,us";
      case 3 -> "us,ap,any";
      default -> "";
    };
  }

  @Test
  void itAgreesWithTheRulesAsWrittenDown() {
    int several = 0;
    for (int seed = 0; seed < 50_000; seed++) {
      Random random = new Random(seed);
      Replicas world = world(random);
      String readFrom = readFrom(random);
      boolean sawAll = random.nextBoolean();
      SeenState seen = new SeenState(world.size());
      if (sawAll) {
        // On a run of the primary that is over: no node is taken for the one that showed it.
        seen.behind(NOW - 1);
      }
      Reader reader = new Reader(Reader.router(readFrom, Pending.NONE), random.nextInt(), seen);
      reader.last = random.nextInt(world.size() + 1) - 1;
      List<String> list = readFrom.isEmpty() ? List.of() : Stream.of(readFrom.split(",")).toList();
      List<Integer> allowed = new NaiveRouter(world, list, sawAll).allowed(reader.last);
      NodeState node = reader.decide(world.topology(), NOW).node();
      assertThat(node).as("seed %d", seed).isNotNull();
      assertThat(allowed).as("seed %d", seed).contains(node.node().index());
      several += allowed.size() > 1 ? 1 : 0;
    }
    assertThat(several).as("worlds in which chance decides").isGreaterThan(1_000);
  }
}
