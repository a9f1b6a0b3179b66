package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.ShopWorld;
import dev.meridian.testkit.MultiRegionPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody notices the wrapper: every program does with Meridian what it does with pgjdbc. */
@ShopWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandWrittenTest {

  private static final String SCHEMA = "surface";

  private Tables tables;
  private Ways ways;

  @BeforeAll
  void prepare(MultiRegionPostgres cluster) throws SQLException {
    tables = Tables.create(cluster, List.of(SCHEMA));
    ways = Ways.to(cluster);
  }

  @AfterAll
  void end() throws SQLException {
    ways.close();
    tables.close();
  }

  @BeforeEach
  void keepDistances() {
    ways.keepDistances();
  }

  static Stream<Program> programs() {
    String only = System.getProperty("meridian.surface.only", "");
    return HandWritten.all().stream().filter(program -> program.name().contains(only));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void doesTheSameAsWithPgjdbc(Program program) throws SQLException, IOException {
    Outcome expected = outcome(program, ways.raw());
    StringBuilder differences = new StringBuilder();
    for (Way way : ways.wrapped()) {
      for (Difference difference : Difference.all(expected, outcome(program, way))) {
        differences.append('\n').append(way.name()).append(' ').append(difference);
      }
    }
    assertThat(differences.toString()).isEmpty();
  }

  private Outcome outcome(Program program, Way way) throws SQLException, IOException {
    tables.reset(List.of(SCHEMA));
    return new Runner(tables).run(program, way, SCHEMA);
  }
}
