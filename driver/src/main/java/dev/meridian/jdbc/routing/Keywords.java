package dev.meridian.jdbc.routing;

import java.util.Map;
import java.util.Set;

/** PostgreSQL's key words and what they may name. Static and stateless. */
final class Keywords {
  private static final Map<String, Set<String>> CLASSES = NameSections.read("keywords.txt");
  private static final Set<String> RESERVED = section("reserved");
  private static final Set<String> TYPE_OR_FUNCTION = section("type or function name");
  private static final Set<String> COLUMN = section("column name");
  private static final Set<String> UNRESERVED = section("unreserved");

  /** Key words behind which a parenthesis is syntax, though they may name a function too. */
  private static final Set<String> BEFORE_PARENTHESIS =
      Set.of(
          "over",
          "filter",
          "materialized",
          "sets",
          "rollup",
          "cube",
          "columns",
          "passing",
          "varying",
          "second",
          "escape",
          "zone",
          "first",
          "next",
          "rows",
          "range",
          "groups",
          "key",
          "value",
          "content",
          "document",
          "path",
          "repeatable",
          "by",
          "ref",
          "like",
          "ilike",
          "overlaps",
          "join",
          "is",
          "to",
          "isnull",
          "notnull",
          "similar",
          "exclude",
          "operator");

  private Keywords() {}

  private static Set<String> section(String title) {
    Set<String> words = CLASSES.get(title);
    if (words == null) {
      throw new IllegalStateException("keywords.txt has no section " + title);
    }
    return words;
  }

  static boolean isKeyword(Token token) {
    return token.kind() == Token.Kind.WORD
        && (RESERVED.contains(token.text())
            || TYPE_OR_FUNCTION.contains(token.text())
            || COLUMN.contains(token.text())
            || UNRESERVED.contains(token.text()));
  }

  /** Never a name unless it is quoted or stands behind a dot or AS. */
  static boolean isReserved(Token token) {
    return token.kind() == Token.Kind.WORD && RESERVED.contains(token.text());
  }

  /** A key word that cannot be a function's name, so that "name (" is no call of a function. */
  static boolean isSyntaxBeforeParenthesis(Token token) {
    return token.kind() == Token.Kind.WORD
        && (RESERVED.contains(token.text())
            || COLUMN.contains(token.text())
            || BEFORE_PARENTHESIS.contains(token.text()));
  }

  static boolean joins(Token token) {
    return token.kind() == Token.Kind.WORD
        && switch (token.text()) {
          case "left", "right", "full", "inner", "outer", "cross", "natural" -> true;
          default -> false;
        };
  }
}
