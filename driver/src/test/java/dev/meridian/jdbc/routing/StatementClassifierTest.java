package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.topology.Catalogue;
import dev.meridian.jdbc.topology.RelationName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatementClassifierTest {
  private final StatementClassifier classifier = LabCatalogue.classifier();

  private Verdict judge(String sql) {
    return classifier.classify(sql, true, LabCatalogue.catalogue());
  }

  @Test
  void givesTheSameVerdictObjectForATextSeenBefore() {
    String sql = "SELECT id FROM users";
    assertThat(judge(sql)).isSameAs(judge(new String(sql)));
  }

  @Test
  void judgesAgainWhenTheCatalogueHasChanged() {
    String sql = "SELECT * FROM users";
    assertThat(classifier.classify(sql, true, Catalogue.UNREAD).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(judge(sql).kind()).isEqualTo(Kind.READ);
    Catalogue unlogged =
        new Catalogue(
            2,
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of("users"),
            Map.of(),
            Map.of("users", 1));
    assertThat(classifier.classify(sql, true, unlogged).reach()).isEqualTo(Reach.PRIMARY);
  }

  @Test
  void remembersATextThatAReplicaRefusedWhateverTheCatalogueSays() {
    String sql = "SELECT app_harmless()";
    assertThat(judge(sql).kind()).isEqualTo(Kind.READ);
    classifier.learnWrite(sql);
    assertThat(judge(sql).kind()).isEqualTo(Kind.WRITE);
    assertThat(classifier.classify(sql, true, LabCatalogue.version(2)).kind())
        .isEqualTo(Kind.WRITE);
  }

  @Test
  void trustsNoBackslashUnlessStringsConform() {
    String sql = "SELECT 'a\\'";
    assertThat(classifier.classify(sql, false, LabCatalogue.catalogue()).kind())
        .isEqualTo(Kind.UNKNOWN);
    assertThat(judge(sql).kind()).isEqualTo(Kind.READ);
    assertThat(classifier.classify("SELECT 1", false, LabCatalogue.catalogue()).kind())
        .isEqualTo(Kind.READ);
  }

  @Test
  void namesTablesAndColumnsForASubscriber() {
    Verdict verdict =
        judge(
            "SELECT o.id, u.email AS mail, count(*) n FROM public.orders o JOIN users u"
                + " ON u.id = o.user_id WHERE o.status = 'OPEN' GROUP BY mail ORDER BY n");
    assertThat(verdict.reach()).isEqualTo(Reach.SUBSCRIBER);
    assertThat(verdict.use().relations())
        .containsExactlyInAnyOrder(
            new RelationName("public", "orders"), new RelationName(null, "users"));
    assertThat(verdict.use().columns())
        .contains("id", "email", "user_id")
        .doesNotContain("n", "mail");
  }

  @Test
  void saysWhenPrimaryOnlyAloneKeepsAReadHome() {
    assertThat(judge("SELECT amount FROM balances").primaryOnly()).isTrue();
    assertThat(judge("SELECT amount FROM public.balances b").primaryOnly()).isTrue();
    assertThat(judge("SELECT amount FROM other.balances").primaryOnly()).isFalse();
    assertThat(judge("SELECT * FROM scratch").primaryOnly()).isFalse();
  }

  @Test
  void findsPrimaryOnlyTablesThroughViews() {
    Catalogue catalogue =
        new Catalogue(
            3,
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Map.of("v", List.of("SELECT amount FROM w"), "w", List.of("SELECT 1 FROM balances")),
            Map.of("v", 1, "w", 1, "balances", 1));
    assertThat(classifier.classify("TABLE v", true, catalogue).primaryOnly()).isTrue();
  }

  @Test
  void followsViewsThatNameEachOther() {
    Catalogue catalogue =
        new Catalogue(
            4,
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Map.of(
                "a", List.of("SELECT * FROM b"),
                "b", List.of("SELECT * FROM a, c"),
                "c", List.of("SELECT nextval('s')")),
            Map.of("a", 1, "b", 1, "c", 1));
    for (String view : List.of("a", "b", "c")) {
      assertThat(classifier.classify("SELECT * FROM " + view, true, catalogue).kind())
          .isEqualTo(Kind.WRITE);
    }
  }

  @Test
  void aVolatileComparisonCountsWhereAKeyWordStandsForIt() {
    Catalogue catalogue =
        new Catalogue(
            5, Set.of(), Set.of(), Set.of(), Set.of("="), Set.of(), Map.of(), Map.of("users", 1));
    assertThat(classifier.classify("SELECT 1 FROM users WHERE id IN (1)", true, catalogue).kind())
        .isEqualTo(Kind.WRITE);
    assertThat(classifier.classify("SELECT 1 FROM users WHERE id=?", true, catalogue).kind())
        .isEqualTo(Kind.WRITE);
    assertThat(classifier.classify("SELECT id FROM users", true, catalogue).kind())
        .isEqualTo(Kind.READ);
  }

  @Test
  void neverPutsALiteralIntoItsReason() {
    for (CorpusStatement statement : CorpusStatement.all()) {
      assertThat(judge(statement.sql().replace("'ticket_seq'", "'a secret'")).because())
          .doesNotContain("secret");
    }
  }

  @Test
  void takesDeepNestingAndLongTextsInItsStride() {
    String deep = "SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000);
    String comments = "SELECT " + "/*".repeat(100_000) + "*/".repeat(100_000) + " 1";
    String longList = "SELECT 1 FROM users WHERE id IN (1" + ", 23456".repeat(140_000) + ")";
    String subqueries = "SELECT * FROM (".repeat(50_000) + "SELECT 1" + ") x".repeat(50_000);
    String names = "SELECT 1 " + "U&\"a\"".repeat(100_000);
    assertThatCode(
            () ->
                assertTimeout(
                    Duration.ofSeconds(10),
                    () -> {
                      assertThat(judge(deep).kind()).isEqualTo(Kind.READ);
                      assertThat(judge(comments).kind()).isEqualTo(Kind.READ);
                      assertThat(judge(longList).kind()).isEqualTo(Kind.READ);
                      assertThat(judge(subqueries).kind()).isEqualTo(Kind.READ);
                      assertThat(judge(names)).isNotNull();
                    }))
        .doesNotThrowAnyException();
  }
}
