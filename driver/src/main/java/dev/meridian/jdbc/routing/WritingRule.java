package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Kind;
import java.util.Locale;

/** Finds INSERT, UPDATE, DELETE and MERGE at any depth, and SELECT … INTO. */
final class WritingRule implements Rule {
  @Override
  public void judge(Words words, int i, Scope scope, Finding finding) {
    Token token = words.at(i);
    if (token.kind() != Token.Kind.WORD || words.isMark(i - 1, ".")) {
      return;
    }
    switch (token.text()) {
      case "insert", "merge" -> {
        if (words.isWord(i + 1, "into")) {
          finding.does(Kind.WRITE, token.text().toUpperCase(Locale.ROOT));
        }
      }
      case "delete" -> {
        if (words.isWord(i + 1, "from")) {
          finding.does(Kind.WRITE, "DELETE");
        }
      }
      case "update" -> {
        if (words.at(i + 1).isName() && !words.isWord(i - 1, "as")) {
          finding.does(Kind.WRITE, "UPDATE");
        }
        if (updatesSettings(words, i)) {
          finding.leavesState();
        }
      }
      case "into" -> {
        finding.does(TemporaryWords.into(words, i) ? Kind.SESSION : Kind.WRITE, "INTO");
      }
      default -> {}
    }
  }

  /** Whether UPDATE stands at {@code i}, of the view that sets what it is told. */
  static boolean updatesSettings(Words words, int i) {
    int name = words.isWord(i + 1, "only") ? i + 2 : i + 1;
    return words.isWord(i, "update")
        && words.at(words.endOfName(name)).text().equals("pg_settings");
  }
}
