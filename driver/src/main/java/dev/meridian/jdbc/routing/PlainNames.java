package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.topology.RelationUse.Star;
import java.util.HashSet;
import java.util.Set;

/**
 * Decides whether a query is plain enough for a subscriber, which shares rows with the primary, but
 * neither catalogue nor code: every name is a key word, a built-in function or type, an table or
 * view, a column, or an alias that the query declares itself. In doubt it is not.
 *
 * <p>One use, one thread.
 */
final class PlainNames {
  /** Syntax with a parenthesis that means the same everywhere. */
  private static final Set<String> PLAIN_SYNTAX =
      Set.of(
          "coalesce",
          "greatest",
          "least",
          "nullif",
          "exists",
          "extract",
          "position",
          "substring",
          "trim",
          "overlay",
          "row",
          "values",
          "between",
          "char",
          "character",
          "varchar",
          "bit",
          "dec",
          "decimal",
          "float",
          "numeric",
          "time",
          "timestamp",
          "interval",
          "over",
          "filter",
          "sets",
          "rollup",
          "cube",
          "materialized",
          "grouping",
          "like",
          "ilike",
          "escape",
          "zone",
          "first",
          "next",
          "rows",
          "second",
          "varying",
          "to",
          "similar",
          "is");

  private final Words words;
  private final Scope scope;
  private final Finding finding;
  private final Set<String> tables = new HashSet<>();
  private final Set<String> labels = new HashSet<>();

  private PlainNames(Words words, Scope scope, Finding finding) {
    this.words = words;
    this.scope = scope;
    this.finding = finding;
  }

  /** Lowers the reach of {@code finding} unless every name is plain; else adds the columns. */
  static void check(Words words, Scope scope, Finding finding) {
    if (finding.reach() == Reach.SUBSCRIBER) {
      PlainNames names = new PlainNames(words, scope, finding);
      names.collect();
      names.check();
    }
  }

  private void collect() {
    for (int i = words.from; i < words.to; i++) {
      switch (words.role(i)) {
        case RELATION, ALIAS, COMMON_TABLE -> tables.add(words.at(i).text());
        case LABEL -> labels.add(words.at(i).text());
        default -> {}
      }
    }
    for (String common : words.commonTables()) {
      if (scope.catalogue.relations().containsKey(common)) {
        tooMuch("WITH query named like a relation");
      }
    }
  }

  private void check() {
    for (int i = words.from; i < words.to && finding.reach() == Reach.SUBSCRIBER; i++) {
      switch (words.role(i)) {
        case RELATION -> relation(i);
        case NAME -> column(i);
        case KEYWORD -> keyword(i);
        case CALL -> qualified(i, "pg_catalog");
        case TYPE -> type(i);
        case FIELD -> tooMuch("field of a composite");
        default -> star(i);
      }
    }
  }

  private void star(int i) {
    if (!words.at(i).text().equals("*") || words.at(i).kind() != Token.Kind.OPERATOR) {
      return;
    }
    boolean first = i == words.from + 1 && words.isWord(words.from, "select");
    if (first && words.isWord(i + 1, "from") && words.at(i + 2).isName()) {
      finding.readsStar(Star.ALL);
    } else if (words.isWord(i - 1, "select")
        || words.isWord(i - 1, "distinct")
        || words.isWord(i - 1, "all")
        || words.isMark(i - 1, ",")
        || words.isMark(i - 1, ".")
        || words.isMark(i - 1, ")")) {
      finding.readsStar(Star.SOME);
    }
  }

  private void relation(int i) {
    String name = words.at(i).text();
    boolean common = words.qualifier(i) == null && words.commonTables().contains(name);
    if ("pg_catalog".equals(words.qualifier(i))) {
      tooMuch("pg_catalog");
    }
    boolean nested = words.qualifier(i) != null && words.isMark(i - 3, ".");
    boolean known = scope.catalogue.relations().containsKey(name);
    boolean builtIn = name.startsWith("pg_") || scope.builtIns.relations().contains(name);
    if (!common && (nested || !known || (words.qualifier(i) == null && builtIn))) {
      tooMuch("relation not known: " + name);
    }
  }

  private void column(int i) {
    String name = words.at(i).text();
    String table = words.qualifier(i);
    if (words.isMark(i + 1, ".")) {
      if (!tables.contains(name)) {
        tooMuch("name not known: " + name);
      }
      return;
    }
    if (table == null) {
      if (tables.contains(name)) {
        tooMuch("whole row of " + name);
      }
    } else if (!tables.contains(table)) {
      tooMuch("name not known: " + table);
    }
    if (!labels.contains(name)) {
      finding.readsColumn(name);
    }
  }

  private void keyword(int i) {
    String word = words.at(i).text();
    if (tables.contains(word)) {
      tooMuch("whole row of " + word);
    } else if (words.isMark(i + 1, "(") && !PLAIN_SYNTAX.contains(word)) {
      tooMuch(word);
    }
  }

  private void type(int i) {
    qualified(i, "pg_catalog");
    if (!scope.builtIns.plainTypes().contains(words.at(i).text())) {
      tooMuch("type " + words.at(i).text());
    }
  }

  private void qualified(int i, String schema) {
    String given = words.qualifier(i);
    if (given != null && (!given.equals(schema) || words.isMark(i - 3, "."))) {
      tooMuch("schema " + given);
    }
  }

  private void tooMuch(String why) {
    finding.reaches(Reach.STANDBY, why);
  }
}
