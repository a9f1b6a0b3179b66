package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Kind;

/** Judges SET and RESET. Static and stateless. */
final class SettingWords {
  private SettingWords() {}

  /** WRITE for what may switch writing on; TRANSACTION for what ends with it; else SESSION. */
  static Kind kind(Words words) {
    int i = words.from + 1;
    boolean local = words.isWord(i, "local");
    if (local || words.isWord(i, "session")) {
      i++;
    }
    String name = SqlLexer.fold(words.at(i).text());
    if (name.contains("read_only")) {
      return switchesOn(words, i) ? scope(local) : Kind.WRITE;
    }
    if (TransactionWords.kind(words) == Kind.WRITE) {
      return Kind.WRITE;
    }
    boolean transaction = name.equals("transaction") || name.equals("constraints");
    return scope(local || transaction);
  }

  /** Whether what is set holds no longer than the transaction. */
  static boolean endsWithTransaction(Words words, int set) {
    return words.isWord(set, "set")
        && (words.isWord(set + 1, "local")
            || words.isWord(set + 1, "transaction")
            || words.isWord(set + 1, "constraints"));
  }

  private static Kind scope(boolean transaction) {
    return transaction ? Kind.TRANSACTION : Kind.SESSION;
  }

  private static boolean switchesOn(Words words, int name) {
    boolean set = words.isWord(words.from, "set");
    boolean given = words.at(name + 1).text().equals("=") || words.isWord(name + 1, "to");
    boolean last = name + 3 == words.to;
    return set
        && given
        && last
        && switch (SqlLexer.fold(words.at(name + 2).text())) {
          case "on", "true", "yes", "1" -> true;
          default -> false;
        };
  }
}
