package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.topology.SearchPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a text changes of the server session's settings, if it is one statement that does nothing
 * else and that another server session can be given as well. Immutable.
 *
 * @param kind what is done
 * @param name the setting, in lower case; empty for all of them
 * @param path for {@code search_path}, where names are looked up from then on; null for any other
 */
public record SettingChange(Kind kind, String name, @Nullable SearchPath path) {

  /** What is done. */
  public enum Kind {
    /** One setting is given a value, or its own again. */
    ONE,
    /** {@code RESET ALL}. */
    RESET_ALL,
    /** {@code DISCARD ALL}: nothing is left of what was set, made or taken in the session. */
    DISCARD_ALL
  }

  /** The current role, as {@code SET ROLE} sets it. */
  public static final String ROLE = "role";

  /** Where unqualified names are looked up. */
  public static final String SEARCH_PATH = "search_path";

  /**
   * What means more than its value: who one is, how texts are read, whether writing is allowed, how
   * transactions begin, or what only one server has.
   */
  private static final Set<String> OWN_MEANING =
      Set.of(
          "session",
          "session_authorization",
          "standard_conforming_strings",
          "client_encoding",
          "names",
          "seed",
          "xml",
          "default_transaction_isolation",
          "default_transaction_read_only",
          "default_transaction_deferrable",
          "transaction",
          "transaction_isolation",
          "transaction_read_only",
          "transaction_deferrable",
          "constraints",
          "local",
          "session_replication_role");

  /** What the text changes, or null if it is anything else. */
  public static @Nullable SettingChange of(String sql) {
    List<Token> tokens;
    try {
      tokens = SqlLexer.tokens(sql);
    } catch (UnreadableText e) {
      return null;
    }
    int to = tokens.size();
    while (to > 0 && tokens.get(to - 1).isMark(";")) {
      to--;
    }
    if (tokens.subList(0, to).stream().anyMatch(token -> token.isMark(";"))) {
      return null;
    }
    Words words = new Words(tokens, 0, to);
    return words.isWord(0, "set")
        ? set(words)
        : words.isWord(0, "reset") ? reset(words) : discard(words);
  }

  private static @Nullable SettingChange discard(Words words) {
    boolean all = words.isWord(0, "discard") && words.isWord(1, "all") && words.to == 2;
    return all ? new SettingChange(Kind.DISCARD_ALL, "", null) : null;
  }

  private static @Nullable SettingChange reset(Words words) {
    if (words.isWord(1, "all") && words.to == 2) {
      return new SettingChange(Kind.RESET_ALL, "", null);
    }
    if (words.isWord(1, "time") && words.isWord(2, "zone")) {
      return one("timezone", null);
    }
    String name = name(words, 1);
    return name == null || words.endOfName(1) + 1 != words.to
        ? null
        : one(name, name.equals(SEARCH_PATH) ? SearchPath.SERVERS_OWN : null);
  }

  private static @Nullable SettingChange set(Words words) {
    int at = words.isWord(1, "session") ? 2 : 1;
    if (words.isWord(at, "time") && words.isWord(at + 1, "zone")) {
      return one("timezone", null);
    }
    String name = name(words, at);
    if (name == null) {
      return null;
    }
    int value = words.endOfName(at) + 1;
    if (name.equals(ROLE)) {
      return one(ROLE, null);
    }
    boolean given = words.at(value).text().equals("=") || words.isWord(value, "to");
    if (!given || value + 1 >= words.to) {
      return null;
    }
    return one(name, name.equals(SEARCH_PATH) ? path(words, value + 1) : null);
  }

  private static @Nullable SettingChange one(String name, @Nullable SearchPath path) {
    return OWN_MEANING.contains(name) ? null : new SettingChange(Kind.ONE, name, path);
  }

  private static @Nullable String name(Words words, int at) {
    if (!words.at(at).isName()) {
      return null;
    }
    StringBuilder name = new StringBuilder(SqlLexer.fold(words.at(at).text()));
    for (int i = at + 2; i <= words.endOfName(at); i += 2) {
      name.append('.').append(SqlLexer.fold(words.at(i).text()));
    }
    return name.toString();
  }

  private static SearchPath path(Words words, int from) {
    if (words.isWord(from, "default") && from + 1 == words.to) {
      return SearchPath.SERVERS_OWN;
    }
    List<String> schemas = new ArrayList<>();
    for (int i = from; i < words.to; i += 2) {
      Token token = words.at(i);
      boolean last = i + 1 == words.to;
      boolean plain = token.isName() || token.kind() == Token.Kind.STRING;
      if (!plain
          || !(last || words.isMark(i + 1, ","))
          || token.text().indexOf('\\') >= 0
          || token.text().indexOf('\'') >= 0) {
        return SearchPath.UNKNOWN;
      }
      schemas.add(token.text());
    }
    return new SearchPath(SearchPath.Kind.LISTED, List.copyOf(schemas));
  }
}
