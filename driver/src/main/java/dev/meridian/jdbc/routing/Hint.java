package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.api.Consistency;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a statement asks for by a comment in front of it: {@code /* meridian: primary *}{@code /},
 * or the name of a {@link Consistency} in the place of {@code primary}. Immutable.
 *
 * @param consistency what the statement must be able to see, or null for the primary itself
 */
public record Hint(@Nullable Consistency consistency) {

  private static final String MARK = "meridian:";
  private static final String PRIMARY = "primary";

  /**
   * The hint of a text, or null if it has none.
   *
   * @throws SQLException (22023) if it is none of those that there are
   */
  public static @Nullable Hint of(String sql) throws SQLException {
    int begin = skipBlanks(sql, 0);
    if (!sql.startsWith("/*", begin)) {
      return null;
    }
    int mark = skipBlanks(sql, begin + 2);
    int end = sql.indexOf("*/", mark);
    if (end < 0 || !sql.startsWith(MARK, mark)) {
      return null;
    }
    String word = sql.substring(mark + MARK.length(), end).strip();
    if (word.equals(PRIMARY)) {
      return new Hint(null);
    }
    for (Consistency consistency : Consistency.values()) {
      if (name(consistency).equals(word)) {
        return new Hint(consistency);
      }
    }
    throw new SQLException(
        "the hint " + MARK + " " + word + " is none of " + PRIMARY + ", " + choices(), "22023");
  }

  private static String choices() {
    return Arrays.stream(Consistency.values()).map(Hint::name).collect(Collectors.joining(", "));
  }

  private static String name(Consistency consistency) {
    return consistency.name().toLowerCase(Locale.ROOT);
  }

  private static int skipBlanks(String sql, int from) {
    int at = from;
    while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
      at++;
    }
    return at;
  }
}
