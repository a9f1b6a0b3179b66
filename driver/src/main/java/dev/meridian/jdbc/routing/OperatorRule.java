package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.topology.Catalogue;

/** Holds operators, and the key words that stand for one, against the volatile ones. */
final class OperatorRule implements Rule {
  @Override
  public void judge(Words words, int i, Scope scope, Finding finding) {
    Token token = words.at(i);
    switch (token.kind()) {
      case OPERATOR, PARAMETER -> symbol(token.text(), scope, finding);
      case WORD -> {
        if (token.text().equals("operator") && words.isMark(i + 1, "(")) {
          explicit(words, i, finding);
        } else if (scope.volatileComparisons && compares(token.text())) {
          finding.does(Kind.WRITE, token.text());
        }
      }
      default -> {}
    }
  }

  private static void symbol(String symbol, Scope scope, Finding finding) {
    if (!scope.builtIns.plainOperators().contains(symbol) && !withParameters(symbol, scope)) {
      finding.reaches(Reach.STANDBY, "operator " + symbol);
    }
    Catalogue catalogue = scope.catalogue;
    if (catalogue.volatileOperators().isEmpty()) {
      return;
    }
    boolean harmful =
        catalogue.volatileOperators().contains(symbol.equals("!=") ? "<>" : symbol)
            || (symbol.indexOf('?') >= 0
                && catalogue.volatileOperators().stream().anyMatch(symbol::contains));
    if (harmful) {
      finding.does(Kind.WRITE, "operator " + symbol);
    }
  }

  /** Placeholders touch operators: in {@code a=?} and {@code ?||?} they form one run. */
  private static boolean withParameters(String symbol, Scope scope) {
    if (symbol.equals("?") || symbol.startsWith("$")) {
      return true;
    }
    int question = symbol.indexOf('?');
    if (question < 0) {
      return false;
    }
    String rest = symbol.replace("?", "");
    return rest.isEmpty() || scope.builtIns.plainOperators().contains(rest);
  }

  private static void explicit(Words words, int i, Finding finding) {
    if (words.at(i + 2).text().equals("pg_catalog") && words.isMark(i + 3, ".")) {
      finding.reaches(Reach.STANDBY, "OPERATOR()");
    } else {
      finding.does(Kind.UNKNOWN, "OPERATOR()");
    }
  }

  private static boolean compares(String word) {
    return switch (word) {
      case "in",
          "between",
          "like",
          "ilike",
          "similar",
          "distinct",
          "nullif",
          "case",
          "using",
          "natural",
          "any",
          "some",
          "all",
          "union",
          "intersect",
          "except",
          "group",
          "order",
          "partition" ->
          true;
      default -> false;
    };
  }
}
