package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CorpusTest {
  @TestFactory
  Stream<DynamicTest> judgesEveryStatementAsTheCorpusSays() {
    StatementClassifier classifier = LabCatalogue.classifier();
    return CorpusStatement.all().stream()
        .map(
            statement ->
                DynamicTest.dynamicTest(
                    statement.toString(),
                    () -> {
                      Verdict verdict =
                          classifier.classify(statement.sql(), true, LabCatalogue.catalogue());
                      assertThat(verdict.kind() + " " + verdict.reach())
                          .as("%s because %s", statement.sql(), verdict.because())
                          .isEqualTo(statement.kind() + " " + statement.reach());
                    }));
  }
}
