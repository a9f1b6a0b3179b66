package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Judges a whole text: every statement in it, then the texts of every view and policy that it
 * names, however they name each other. Immutable.
 */
final class TextJudge {
  private final StatementJudge statements;

  TextJudge(List<Rule> rules) {
    this.statements = new StatementJudge(new QueryJudge(rules));
  }

  Verdict judge(String sql, Scope scope) {
    Finding finding = own(sql, scope);
    Set<String> seen = new HashSet<>(finding.views());
    Deque<String> due = new ArrayDeque<>(seen);
    while (!due.isEmpty()) {
      Finding view = view(due.remove(), scope);
      finding.include(view);
      for (String further : view.views()) {
        if (seen.add(further)) {
          due.add(further);
        }
      }
    }
    return finding.verdict();
  }

  private Finding view(String name, Scope scope) {
    Finding known = scope.views.get(name);
    if (known == null) {
      known = new Finding("view or policy of " + name);
      for (String text : scope.catalogue.definitions().getOrDefault(name, List.of())) {
        Finding part = own(text, scope);
        known.include(part);
        part.views().forEach(known::mentionsView);
      }
      scope.views.put(name, known);
    }
    return known;
  }

  /** What {@code sql} does by its own words. */
  private Finding own(String sql, Scope scope) {
    List<Token> tokens;
    try {
      tokens = SqlLexer.tokens(sql);
    } catch (UnreadableText e) {
      Finding unreadable = new Finding("");
      unreadable.does(Kind.UNKNOWN, String.valueOf(e.getMessage()));
      return unreadable;
    }
    Finding whole = new Finding("reads only");
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    int count = 0;
    int from = 0;
    while (from < tokens.size()) {
      int to = endOfStatement(tokens, from);
      if (to > from) {
        Finding part = new Finding("reads only");
        statements.judge(new Words(tokens, from, to), scope, part);
        whole.include(part);
        whole.adoptNames(part);
        kinds.add(part.kind());
        count++;
      }
      from = to + 1;
    }
    if (count == 0) {
      whole.reaches(Reach.PRIMARY, "empty");
    } else if (count > 1) {
      whole.reaches(Reach.STANDBY, "several statements");
    }
    if (kinds.contains(Kind.TRANSACTION) && kinds.size() > 1) {
      whole.does(Kind.UNKNOWN, "transaction control among other statements");
    }
    return whole;
  }

  /** The semicolon that ends the statement at {@code from}; one inside parentheses does not. */
  private static int endOfStatement(List<Token> tokens, int from) {
    int depth = 0;
    int i = from;
    while (i < tokens.size() && !(depth <= 0 && tokens.get(i).isMark(";"))) {
      depth += tokens.get(i).isMark("(") ? 1 : tokens.get(i).isMark(")") ? -1 : 0;
      i++;
    }
    return i;
  }
}
