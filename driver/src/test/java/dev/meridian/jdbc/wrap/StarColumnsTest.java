package dev.meridian.jdbc.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.routing.StatementClassifier;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.topology.Catalogue;
import dev.meridian.jdbc.topology.RelationName;
import dev.meridian.jdbc.topology.RelationUse;
import dev.meridian.jdbc.topology.RelationUse.Star;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StarColumnsTest {

  private static final RelationName USERS = new RelationName(null, "users");
  private static final Set<String> COMPARED = Set.of("id", "name");

  private static boolean areExpected(String sql, Star star, String... labels) {
    RelationUse use = new RelationUse(Set.of(USERS), Set.of(), star);
    return StarColumns.areExpected(List.of(labels), sql, use, COMPARED);
  }

  @Test
  void theComparedColumnsAre() {
    assertThat(areExpected("SELECT * FROM users", Star.ALL, "id", "name")).isTrue();
  }

  @Test
  void aColumnTooMuchIsNot() {
    assertThat(areExpected("SELECT * FROM users", Star.ALL, "id", "name", "more")).isFalse();
    assertThat(areExpected("SELECT u.* FROM users u", Star.SOME, "id", "name", "more")).isFalse();
  }

  @Test
  void aColumnTooFewIsNot() {
    assertThat(areExpected("SELECT * FROM users", Star.ALL, "id")).isFalse();
  }

  @Test
  void aSubquerysStarMayHaveFewerOutside() {
    assertThat(areExpected("SELECT id FROM (SELECT * FROM users) u", Star.SOME, "id")).isTrue();
  }

  @Test
  void namesInTheTextAre() {
    assertThat(areExpected("SELECT u.*, 1 AS One FROM users u", Star.SOME, "id", "name", "one"))
        .isTrue();
    assertThat(areExpected("SELECT u.*, 1::integer FROM users u", Star.SOME, "id", "name", "int4"))
        .isTrue();
  }

  @Test
  void whatIsNotComparedAnyMoreIsNot() {
    RelationUse use = new RelationUse(Set.of(USERS), Set.of(), Star.ALL);
    assertThat(StarColumns.areExpected(List.of("id"), "SELECT * FROM users", use, Set.of()))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT * FROM users | ALL
          select * from public.users where id = 1 | ALL
          SELECT u.* FROM users u | SOME
          SELECT id, * FROM users | SOME
          SELECT DISTINCT * FROM users | SOME
          SELECT DISTINCT ON (id) * FROM users | SOME
          SELECT * FROM (SELECT id FROM users) u | SOME
          SELECT id FROM (SELECT * FROM users) u | SOME
          SELECT count(*) FROM users | NONE
          SELECT id * 2 FROM users | NONE
          """)
  void aStarIsFoundInTheText(String sql, Star star) {
    Catalogue catalogue =
        new Catalogue(
            1, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), Map.of("users", 1));
    Verdict verdict =
        new StatementClassifier(Set.of(), Set.of(), 10).classify(sql, true, catalogue);
    assertThat(verdict.reach()).isEqualTo(Verdict.Reach.SUBSCRIBER);
    assertThat(verdict.use().star()).isEqualTo(star);
  }
}
