package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import java.util.List;

/** Judges SELECT, WITH, VALUES and TABLE: a read unless a rule finds a reason. Immutable. */
final class QueryJudge {
  static final List<Rule> RULES =
      List.of(
          new WritingRule(),
          new LockingRule(),
          new NameRule(),
          new CallRule(),
          new OperatorRule(),
          new RelationRule());

  private final List<Rule> rules;

  QueryJudge(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  static boolean begins(Words words) {
    int i = words.from;
    while (words.isMark(i, "(")) {
      i++;
    }
    Token first = words.at(i);
    return first.isWord("select")
        || first.isWord("with")
        || first.isWord("values")
        || first.isWord("table");
  }

  void judge(Words words, Scope scope, Finding finding) {
    if (!RoleScan.assign(words)) {
      finding.does(Kind.UNKNOWN, "unbalanced brackets");
    }
    if (words.isWord(words.from, "table") || words.isMark(words.from, "(")) {
      finding.reaches(Reach.STANDBY, "not a plain query");
    }
    for (int i = words.from; i < words.to; i++) {
      for (Rule rule : rules) {
        rule.judge(words, i, scope, finding);
      }
    }
    PlainNames.check(words, scope, finding);
  }
}
