package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.ShopWorld;
import dev.meridian.testkit.MultiRegionPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Thousands of programs that nobody wrote. {@code meridian.surface.seed} is the first seed, {@code
 * meridian.surface.count} says how many there are.
 */
@ShopWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomProgramsTest {

  private static final int AT_ONCE = 15;

  private final long seed = Long.getLong("meridian.surface.seed", 1);
  private final int count = Integer.getInteger("meridian.surface.count", 400);
  private List<String> schemas = List.of();
  private Tables tables;
  private Ways ways;
  private Way raw;
  private ReusedConnection reused;

  @BeforeAll
  void prepare(MultiRegionPostgres cluster) throws SQLException {
    schemas = IntStream.range(0, 2 * AT_ONCE).mapToObj(i -> "surface_" + (100 + i)).toList();
    tables = Tables.create(cluster, schemas);
    ways = Ways.to(cluster);
    reused = new ReusedConnection(ways.raw().source());
    raw = new Way("pgjdbc", reused::lend);
  }

  @AfterAll
  void end() throws SQLException {
    reused.close();
    ways.close();
    tables.drop(schemas);
    tables.close();
  }

  @Test
  void doTheSameAsWithPgjdbc() throws SQLException, IOException {
    List<Way> wrapped = ways.wrapped();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < count && differences.size() < 5; i++) {
      if (i % AT_ONCE == 0) {
        tables.reset(schemas);
      }
      // Mostly from the DataSource; a driver's connection is opened anew each time.
      Way way = wrapped.get(i % 10 == 9 ? 2 : i % 2);
      Program program = RandomPrograms.of(seed + i);
      int place = 2 * (i % AT_ONCE);
      if (difference(program, way, place) != null) {
        Program shortest = Shrinking.shortest(program, candidate -> alone(candidate, way) != null);
        differences.add(
            program + ", " + way.name() + ":\n" + shortest.text() + "\n" + alone(shortest, way));
        tables.reset(schemas);
      }
    }
    assertThat(String.join("\n\n", differences)).isEmpty();
  }

  /** On tables that were just filled. */
  private @Nullable Difference alone(Program program, Way way) throws SQLException, IOException {
    tables.reset(schemas.subList(0, 2));
    return difference(program, way, 0);
  }

  private @Nullable Difference difference(Program program, Way way, int place)
      throws SQLException, IOException {
    Runner runner = new Runner(tables);
    Outcome expected = runner.run(program, raw, schemas.get(place));
    Outcome found = runner.run(program, way, schemas.get(place + 1));
    return Difference.all(expected, found).stream().findFirst().orElse(null);
  }
}
