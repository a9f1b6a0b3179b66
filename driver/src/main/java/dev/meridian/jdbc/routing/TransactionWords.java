package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Kind;

/** Judges the words that begin, shape and end transactions. Static and stateless. */
final class TransactionWords {
  private TransactionWords() {}

  /** WRITE for what asks for READ WRITE or ends a prepared transaction, else TRANSACTION. */
  static Kind kind(Words words) {
    for (int i = words.from + 1; i < words.to; i++) {
      boolean readWrite = words.isWord(i, "write") && words.isWord(i - 1, "read");
      boolean prepared = words.isWord(i, "prepared") && i == words.from + 1;
      if (readWrite || prepared) {
        return Kind.WRITE;
      }
    }
    return Kind.TRANSACTION;
  }
}
