package dev.meridian.jdbc.routing;

/**
 * How far an operator reaches: the longest run of operator characters, cut before a comment's
 * beginning, and without a trailing sign unless the run holds a character that SQL's own operators
 * do not use (PostgreSQL, "Lexical Structure", 4.1.3). Static and stateless.
 */
final class OperatorRun {
  private static final String CHARACTERS = "~!@#^&|`?+-*/%<>=";
  private static final String KEEPS_SIGN = "~!@#^&|`?%";

  private OperatorRun() {}

  static boolean isOperator(char c) {
    return CHARACTERS.indexOf(c) >= 0;
  }

  /** The end of the operator that begins at {@code from}; {@code from} itself is part of it. */
  static int end(String sql, int from) {
    int to = from;
    boolean keepsSign = false;
    while (to < sql.length() && isOperator(sql.charAt(to)) && !startsComment(sql, to)) {
      keepsSign |= KEEPS_SIGN.indexOf(sql.charAt(to)) >= 0;
      to++;
    }
    while (!keepsSign
        && to > from + 1
        && (sql.charAt(to - 1) == '+' || sql.charAt(to - 1) == '-')) {
      to--;
    }
    return Math.max(to, from + 1);
  }

  static boolean startsComment(String sql, int at) {
    return sql.startsWith("--", at) || sql.startsWith("/*", at);
  }
}
