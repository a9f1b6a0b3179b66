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
      }
      case "into" -> {
        boolean temporary = words.isWord(i + 1, "temp") || words.isWord(i + 1, "temporary");
        finding.does(temporary ? Kind.SESSION : Kind.WRITE, "INTO");
      }
      default -> {}
    }
  }
}
