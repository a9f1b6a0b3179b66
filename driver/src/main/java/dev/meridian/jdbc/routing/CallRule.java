package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.BuiltIns.Effect;
import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.routing.Words.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks of every function that is called whether it is known. */
final class CallRule implements Rule {
  /** JDBC's function names that pgjdbc turns into built-in functions of other names. */
  private static final Set<String> JDBC_NAMES =
      Set.of(
          "ucase",
          "lcase",
          "log10",
          "power",
          "truncate",
          "char",
          "insert",
          "locate",
          "space",
          "curdate",
          "curtime",
          "dayname",
          "dayofmonth",
          "dayofweek",
          "dayofyear",
          "hour",
          "minute",
          "month",
          "monthname",
          "quarter",
          "second",
          "week",
          "year",
          "timestampadd",
          "timestampdiff",
          "database",
          "ifnull",
          "user");

  @Override
  public void judge(Words words, int i, Scope scope, Finding finding) {
    if (words.isMark(i, "{")) {
      jdbcEscape(words, i, finding);
    }
    if (words.role(i) != Role.CALL) {
      return;
    }
    String name = words.at(i).text();
    if (words.isWord(i - 1, "fn") && words.isMark(i - 2, "{") && JDBC_NAMES.contains(name)) {
      return;
    }
    @Nullable String schema = words.qualifier(i);
    boolean builtIn =
        schema == null || schema.equals("pg_catalog") || schema.equals("information_schema");
    Effect effect = builtIn ? scope.builtIns.effect(name) : null;
    if (effect != null) {
      if (effect != Effect.PLAIN) {
        finding.reaches(Reach.STANDBY, name);
      }
    } else if (!scope.catalogue.stableFunctions().contains(name)
        && !scope.catalogue.volatileFunctions().contains(name)
        && !sampling(words, i)) {
      finding.does(Kind.UNKNOWN, "function not known: " + name);
    }
  }

  private static boolean sampling(Words words, int i) {
    return words.isWord(i - 1, "tablesample")
        && (words.isWord(i, "system") || words.isWord(i, "bernoulli"));
  }

  private static void jdbcEscape(Words words, int i, Finding finding) {
    finding.reaches(Reach.STANDBY, "JDBC escape");
    switch (words.at(i + 1).text()) {
      case "fn", "d", "t", "ts", "oj", "escape" -> {}
      default -> finding.does(Kind.UNKNOWN, "JDBC escape");
    }
  }
}
