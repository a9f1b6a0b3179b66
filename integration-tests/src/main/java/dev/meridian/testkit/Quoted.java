package dev.meridian.testkit;

/** Text as SQL and libpq read it, whatever is in it. */
final class Quoted {
  private Quoted() {}

  /** {@code "Order Lines"}: also a key word, a capital or a quote stays what it is. */
  static String identifier(String name) {
    return '"' + withoutNul(name).replace("\"", "\"\"") + '"';
  }

  /**
   * {@code 'it''s'}; with a backslash as {@code E'…'}, whatever standard_conforming_strings says.
   */
  static String literal(String text) {
    String quoted = '\'' + withoutNul(text).replace("'", "''") + '\'';
    return text.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
  }

  /** A value in a connection string of libpq. */
  static String connectionValue(String value) {
    if (value.matches("[^\\s'\\\\]+")) {
      return value;
    }
    return '\'' + value.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }

  private static String withoutNul(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("PostgreSQL takes no text with a NUL in it");
    }
    return text;
  }
}
