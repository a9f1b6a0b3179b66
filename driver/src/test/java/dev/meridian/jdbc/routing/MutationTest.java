package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.topology.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutationTest {
  private final StatementClassifier classifier = LabCatalogue.classifier();
  private final Catalogue catalogue = LabCatalogue.catalogue();

  @Test
  void noRespellingTurnsAnotherStatementIntoARead() {
    int judged = 0;
    for (CorpusStatement statement : CorpusStatement.all()) {
      if (statement.kind() != Kind.READ) {
        for (String text : Mutations.of(statement.sql(), statement.sql().hashCode())) {
          assertThat(classifier.classify(text, true, catalogue).kind())
              .as("%s%nmade of %s", text, statement)
              .isNotEqualTo(Kind.READ);
          judged++;
        }
      }
    }
    assertThat(judged).isGreaterThan(4_000);
  }

  @Test
  void noNestingTurnsAnotherQueryIntoARead() {
    int judged = 0;
    for (CorpusStatement statement : CorpusStatement.all()) {
      if (statement.kind() != Kind.READ && isQuery(statement.sql())) {
        for (String text : Mutations.nested(statement.sql())) {
          assertThat(classifier.classify(text, true, catalogue).kind())
              .as("%s%nmade of %s", text, statement)
              .isNotEqualTo(Kind.READ);
          judged++;
        }
      }
    }
    assertThat(judged).isGreaterThan(2_000);
  }

  @Test
  void noNestingLetsAReadReachFurther() {
    for (CorpusStatement statement : CorpusStatement.all()) {
      if (statement.kind() == Kind.READ
          && statement.reach() != Reach.SUBSCRIBER
          && isQuery(statement.sql())
          && !statement.sql().contains(";")) {
        for (String text : Mutations.nested(statement.sql())) {
          assertThat(classifier.classify(text, true, catalogue).reach())
              .as("%s%nmade of %s", text, statement)
              .isLessThanOrEqualTo(statement.reach());
        }
      }
    }
  }

  @Test
  void aReadStaysAReadWhateverItsSpacing() {
    for (CorpusStatement statement : CorpusStatement.all()) {
      if (statement.kind() == Kind.READ) {
        List<String> texts = Mutations.of(statement.sql(), 17);
        for (String text : texts.subList(0, 8)) {
          assertThat(classifier.classify(text, true, catalogue).kind())
              .as("%s%nmade of %s", text, statement)
              .isEqualTo(Kind.READ);
        }
      }
    }
  }

  private static boolean isQuery(String sql) {
    return sql.regionMatches(true, 0, "SELECT", 0, 6) || sql.regionMatches(true, 0, "WITH", 0, 4);
  }
}
