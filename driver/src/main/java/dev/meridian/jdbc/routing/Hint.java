package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.api.Consistency;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a statement asks for by a comment in front of it: {@code /* meridian: primary *}{@code /},
 * or the name of a {@link Consistency} in the place of {@code primary}. Immutable.
 *
 * @param consistency what the statement must be able to see, or null for the primary itself
 */
public record Hint(@Nullable Consistency consistency) {

  private static final System.Logger LOG = System.getLogger(Hint.class.getName());
  // Keeps the log, and this memory, small where words are made up by the thousand.
  private static final int MOST_WARNINGS = 100;
  private static final Set<String> UNKNOWN = ConcurrentHashMap.newKeySet();

  private static final String MARK = "meridian:";
  private static final String PRIMARY = "primary";

  /** The hint of a text, or null if it has none. One that is not known counts as the primary. */
  public static @Nullable Hint of(String sql) {
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
    if (UNKNOWN.size() < MOST_WARNINGS && UNKNOWN.add(word)) {
      LOG.log(Level.WARNING, "the hint {0} {1} is not known; the primary serves", MARK, word);
    }
    return new Hint(null);
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
