package dev.meridian.jdbc.routing;

/** Tells what is made in the server session alone. Static and stateless. */
final class TemporaryWords {
  private static final String SCHEMA = "pg_temp";

  private TemporaryWords() {}

  static boolean isWord(Words words, int i) {
    return words.isWord(i, "temp") || words.isWord(i, "temporary");
  }

  /** Whether the name at {@code i} is that of a temporary schema, before a dot. */
  static boolean isSchema(Words words, int i) {
    Token token = words.at(i);
    return token.isName()
        && words.isMark(i + 1, ".")
        && (token.text().equals(SCHEMA) || token.text().startsWith(SCHEMA + "_"));
  }

  /** Whether CREATE makes something temporary, or uses what is. */
  static boolean created(Words words) {
    int i = words.from + 1;
    if (words.isWord(i, "or") && words.isWord(i + 1, "replace")) {
      i += 2;
    }
    if (words.isWord(i, "local") || words.isWord(i, "global")) {
      i++;
    }
    boolean schema = false;
    for (int at = i; at < words.to; at++) {
      schema |= isSchema(words, at);
    }
    return schema || isWord(words, i);
  }

  /** Whether a query's INTO at {@code i} makes a temporary table. */
  static boolean into(Words words, int i) {
    int name = words.isWord(i + 1, "table") || words.isWord(i + 1, "unlogged") ? i + 2 : i + 1;
    if (words.isWord(name, "table")) {
      name++;
    }
    return isWord(words, i + 1) || isSchema(words, name);
  }
}
