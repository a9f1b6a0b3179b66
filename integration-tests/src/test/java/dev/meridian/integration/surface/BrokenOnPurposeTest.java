package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.ShopWorld;
import dev.meridian.testkit.MultiRegionPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The comparison catches what a wrapper can get wrong. */
@ShopWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenOnPurposeTest {

  private static final String SCHEMA = "surface_broken";

  private static final Program PROGRAM =
      Program.named("a little of everything")
          .then(s -> s.statement().getConnection())
          .then(s -> s.connection().setSchema(s.sql("{s}")))
          .then(s -> s.run("SELECT id, name FROM item ORDER BY id"))
          .then(
              s -> s.keep("read", s.prepare("SELECT name FROM {s}.item WHERE id >= ? ORDER BY id")))
          .then(s -> s.keptPrepared("read").setLong(1, 2))
          .then(s -> s.read(s.keptPrepared("read").executeQuery()))
          .then(s -> s.keptPrepared("read").setMaxRows(1))
          .then(s -> s.read(s.keptPrepared("read").executeQuery()))
          .then(s -> s.run("SELECT {s}.say('warning')"))
          .then(s -> s.run("UPDATE {s}.item SET qty = 1"))
          .then(s -> s.run("SELECT 1/0"))
          .then(s -> s.keep("batch", s.prepare("DELETE FROM {s}.note WHERE id = ?")))
          .then(s -> s.keptPrepared("batch").setInt(1, 1))
          .then(s -> s.keptPrepared("batch").addBatch())
          .then(s -> s.keptPrepared("batch").executeBatch())
          .then(s -> s.connection().setAutoCommit(false))
          .then(s -> s.run("UPDATE {s}.item SET qty = 2"))
          .then(s -> s.connection().rollback())
          .then(s -> s.run("UPDATE {s}.item SET qty = 3 WHERE id = 1"))
          .then(s -> s.connection().commit())
          .then(s -> s.connection().setReadOnly(true))
          .then(s -> s.run("UPDATE {s}.item SET qty = 4 WHERE id = 1"))
          .then(s -> s.connection().rollback());

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
    tables.drop(List.of(SCHEMA));
    tables.close();
  }

  private List<Difference> differences(Way way) throws SQLException, IOException {
    return Difference.all(outcome(ways.raw()), outcome(way));
  }

  private Outcome outcome(Way way) throws SQLException, IOException {
    tables.reset(List.of(SCHEMA));
    return new Runner(tables).run(PROGRAM, way, SCHEMA);
  }

  @Test
  void thereIsNothingToCatchInTheWrapperItself() throws SQLException, IOException {
    assertThat(differences(ways.wrapped().get(0))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void isCaught(Breaking breaking) throws SQLException, IOException {
    assertThat(differences(breaking.apply(ways.wrapped().get(0)))).isNotEmpty();
  }

  @Test
  void aProgramThatDiffersIsMadeAsShortAsItCanBe() throws SQLException, IOException {
    Way broken = Breaking.WRONG_UPDATE_COUNT.apply(ways.wrapped().get(0));
    Program shortest =
        Shrinking.shortest(
            PROGRAM,
            program -> {
              tables.reset(List.of(SCHEMA));
              Outcome raw = new Runner(tables).run(program, ways.raw(), SCHEMA);
              tables.reset(List.of(SCHEMA));
              Outcome wrapped = new Runner(tables).run(program, broken, SCHEMA);
              return !Difference.all(raw, wrapped).isEmpty();
            });
    assertThat(shortest.steps()).hasSize(1);
  }
}
