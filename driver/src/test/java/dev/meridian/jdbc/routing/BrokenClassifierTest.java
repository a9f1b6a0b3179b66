package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.routing.BuiltIns.Effect;
import dev.meridian.jdbc.routing.Verdict.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The corpus is only worth something if it catches a classifier that is broken on purpose. */
class BrokenClassifierTest {
  @Test
  void theCorpusFindsNothingWrongWithTheWholeClassifier() {
    assertThat(falseReads(BuiltIns.load(), QueryJudge.RULES)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nextval", "setval", "pg_notify", "set_config", "pg_advisory_lock",
        "pg_advisory_xact_lock", "txid_current", "query_to_xml", "lo_create", "pg_export_snapshot"
      })
  void theCorpusCatchesAWritingFunctionAmongTheHarmless(String function) {
    BuiltIns whole = BuiltIns.load();
    Map<String, Effect> functions = new HashMap<>(whole.functions());
    functions.put(function, Effect.PLAIN);
    BuiltIns broken =
        new BuiltIns(
            functions,
            whole.calledOnly(),
            whole.relations(),
            whole.types(),
            whole.plainTypes(),
            whole.plainOperators());
    assertThat(falseReads(broken, QueryJudge.RULES)).anyMatch(sql -> sql.contains(function));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        WritingRule.class,
        LockingRule.class,
        NameRule.class,
        CallRule.class,
        OperatorRule.class,
        RelationRule.class
      })
  void theCorpusCatchesEveryRuleThatIsMissing(Class<? extends Rule> missing) {
    List<Rule> rules = new ArrayList<>(QueryJudge.RULES);
    assertThat(rules.removeIf(missing::isInstance)).isTrue();
    assertThat(falseReads(BuiltIns.load(), rules)).isNotEmpty();
  }

  private static List<String> falseReads(BuiltIns builtIns, List<Rule> rules) {
    StatementClassifier classifier =
        new StatementClassifier(
            builtIns, rules, Set.of("app_harmless"), Set.of("public.balances"), 10_000);
    return CorpusStatement.all().stream()
        .filter(statement -> statement.kind() != Kind.READ)
        .map(CorpusStatement::sql)
        .filter(sql -> classifier.classify(sql, true, LabCatalogue.catalogue()).kind() == Kind.READ)
        .toList();
  }
}
