package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import java.util.Locale;

/** Judges one statement by the word that it begins with. Immutable. */
final class StatementJudge {
  private final QueryJudge queries;

  StatementJudge(QueryJudge queries) {
    this.queries = queries;
  }

  void judge(Words words, Scope scope, Finding finding) {
    if (QueryJudge.begins(words)) {
      queries.judge(words, scope, finding);
      return;
    }
    Token first = words.at(words.from);
    if (first.isMark("{")) {
      boolean call =
          words.isWord(words.from + 1, "call") || words.at(words.from + 1).text().equals("?");
      finding.does(call ? Kind.WRITE : Kind.UNKNOWN, "JDBC escape");
      return;
    }
    String word = first.kind() == Token.Kind.WORD ? first.text() : "";
    String why = word.toUpperCase(Locale.ROOT);
    switch (word) {
      case "show" -> finding.reaches(Reach.PRIMARY, why);
      case "explain" -> explain(words, scope, finding);
      case "declare" -> declare(words, scope, finding);
      case "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release" ->
          finding.does(TransactionWords.kind(words), why);
      case "prepare" ->
          finding.does(
              words.isWord(words.from + 1, "transaction") ? Kind.WRITE : Kind.SESSION, why);
      case "set", "reset" -> finding.does(SettingWords.kind(words), why);
      case "create" -> finding.does(createsTemporary(words) ? Kind.SESSION : Kind.WRITE, why);
      case "fetch",
          "move",
          "close",
          "discard",
          "listen",
          "unlisten",
          "execute",
          "deallocate",
          "load" ->
          finding.does(Kind.SESSION, why);
      case "insert",
          "update",
          "delete",
          "merge",
          "truncate",
          "notify",
          "lock",
          "copy",
          "call",
          "do",
          "alter",
          "drop",
          "grant",
          "revoke",
          "vacuum",
          "analyze",
          "analyse",
          "reindex",
          "cluster",
          "checkpoint",
          "refresh",
          "import",
          "security",
          "comment",
          "reassign",
          "repack" ->
          finding.does(Kind.WRITE, why);
      default -> finding.does(Kind.UNKNOWN, "statement not known");
    }
  }

  /** A plan tells of the primary's rows as long as the statement is a read; ANALYZE runs it. */
  private void explain(Words words, Scope scope, Finding finding) {
    Words inner = words.tail(behindOptions(words));
    finding.reaches(Reach.STANDBY, "EXPLAIN");
    Token first = inner.at(inner.from);
    if (first.isWord("explain")) {
      finding.does(Kind.UNKNOWN, "EXPLAIN");
    } else {
      judge(inner, scope, finding);
    }
  }

  private static int behindOptions(Words words) {
    int i = words.from + 1;
    if (words.isMark(i, "(") && !QueryJudge.begins(words.tail(i))) {
      int depth = 0;
      do {
        depth += words.isMark(i, "(") ? 1 : words.isMark(i, ")") ? -1 : 0;
        i++;
      } while (depth > 0 && i < words.to);
      return i;
    }
    while (words.isWord(i, "analyze") || words.isWord(i, "analyse") || words.isWord(i, "verbose")) {
      i++;
    }
    return i;
  }

  /** A cursor lives in its transaction, on the node where that began. */
  private void declare(Words words, Scope scope, Finding finding) {
    finding.reaches(Reach.PRIMARY, "DECLARE");
    for (int i = words.from + 1; i < words.to; i++) {
      if (words.isWord(i, "hold") && words.isWord(i - 1, "with")) {
        finding.does(Kind.SESSION, "DECLARE WITH HOLD");
      } else if (words.isWord(i, "for")) {
        Words query = words.tail(i + 1);
        if (QueryJudge.begins(query)) {
          queries.judge(query, scope, finding);
          return;
        }
        break;
      }
    }
    finding.does(Kind.UNKNOWN, "DECLARE");
  }

  private static boolean createsTemporary(Words words) {
    int i = words.from + 1;
    if (words.isWord(i, "or") && words.isWord(i + 1, "replace")) {
      i += 2;
    }
    if (words.isWord(i, "local") || words.isWord(i, "global")) {
      i++;
    }
    return words.isWord(i, "temp") || words.isWord(i, "temporary");
  }
}
