package dev.meridian.jdbc.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The schemas in which a connection looks for an unqualified name, in their order. Immutable.
 *
 * @param kind whether the schemas are known at all
 * @param schemas for a {@link Kind#LISTED} path, its schemas; {@code $user} stands for the one
 *     named like the role
 */
public record SearchPath(Kind kind, List<String> schemas) {

  /** How a path is known. */
  public enum Kind {
    /** What a new session of this role gets from the server. */
    SERVERS_OWN,
    /** Set by the client. */
    LISTED,
    /** Set by the client, but not to be told: only names that stand in one schema are clear. */
    UNKNOWN
  }

  public static final SearchPath SERVERS_OWN = new SearchPath(Kind.SERVERS_OWN, List.of());
  public static final SearchPath UNKNOWN = new SearchPath(Kind.UNKNOWN, List.of());

  /** A path of one schema, as {@link java.sql.Connection#setSchema} makes it. */
  public static SearchPath of(String schema) {
    return new SearchPath(Kind.LISTED, List.of(schema));
  }

  /**
   * Reads the value of {@code search_path}: identifiers with commas between, folded to lower case
   * unless in double quotes.
   */
  public static SearchPath parse(String value) {
    List<String> schemas = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    boolean wasQuoted = false;
    for (int i = 0; i <= value.length(); i++) {
      char c = i < value.length() ? value.charAt(i) : ',';
      if (quoted && i == value.length()) {
        return UNKNOWN;
      } else if (c == '"' && quoted && i + 1 < value.length() && value.charAt(i + 1) == '"') {
        name.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
        wasQuoted = true;
      } else if (c == ',' && !quoted) {
        if (wasQuoted || name.length() > 0) {
          schemas.add(wasQuoted ? name.toString() : name.toString().toLowerCase(Locale.ROOT));
        }
        name.setLength(0);
        wasQuoted = false;
      } else if (quoted || !Character.isWhitespace(c)) {
        name.append(c);
      }
    }
    return new SearchPath(Kind.LISTED, List.copyOf(schemas));
  }
}
