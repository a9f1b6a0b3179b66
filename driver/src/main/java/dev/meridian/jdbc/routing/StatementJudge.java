package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import java.util.Locale;

/** Judges one statement by the word that it begins with. Immutable. */
final class StatementJudge {
  private static final NameRule NAMES = new NameRule();

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
      names(words, scope, finding);
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
      case "set", "reset" -> {
        finding.doesUntilCommit(SettingWords.kind(words), why);
        if (!SettingWords.endsWithTransaction(words, words.from)) {
          finding.leavesState();
        }
      }
      case "create" -> {
        finding.does(TemporaryWords.created(words) ? Kind.SESSION : Kind.WRITE, why);
        if (fillsTable(words) && finding.kind() == Kind.WRITE) {
          names(words, scope, finding);
        }
      }
      case "do" -> {
        finding.does(Kind.WRITE, why);
        BlockJudge.judge(words, scope, finding);
      }
      case "insert", "update", "delete", "merge", "copy", "call" -> {
        finding.does(Kind.WRITE, why);
        names(words, scope, finding);
      }
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
      case "truncate",
          "notify",
          "lock",
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

  /** What writes may leave something in the session besides: by a function, or through a view. */
  private static void names(Words words, Scope scope, Finding finding) {
    for (int i = words.from; i < words.to; i++) {
      NAMES.judge(words, i, scope, finding);
      if (WritingRule.updatesSettings(words, i)) {
        finding.leavesState();
      }
    }
  }

  /** Whether CREATE runs a query: a table's or a materialized view's. */
  private static boolean fillsTable(Words words) {
    int i = words.isWord(words.from + 1, "unlogged") ? words.from + 2 : words.from + 1;
    return words.isWord(i, "table") || words.isWord(i, "materialized");
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
}
