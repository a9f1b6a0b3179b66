package dev.meridian.jdbc.routing;

import java.util.List;
import java.util.Set;

/**
 * Finds what a block of code, the body of DO, leaves in the server session. The rules:
 *
 * <ol>
 *   <li>SET, RESET, LISTEN, LOAD and their like count where a statement begins, so that UPDATE …
 *       SET does not; what ends with the transaction does not count.
 *   <li>Temporary objects and functions count wherever they stand.
 *   <li>In a block that executes texts, its constants are looked at as statements too.
 *   <li>A block that can not be read, as one in another language, leaves something.
 * </ol>
 *
 * <p>Not seen: a text that is put together of pieces that say nothing by themselves. Static and
 * stateless.
 */
final class BlockJudge {
  private static final Set<String> LEAVING =
      Set.of("set", "reset", "discard", "listen", "unlisten", "load");
  private static final Set<String> OPENING = Set.of("begin", "then", "else", "loop");
  private static final Set<String> MAKING = Set.of("create", "local", "global", "replace");
  private static final NameRule NAMES = new NameRule();

  private BlockJudge() {}

  /** Judges a DO statement. */
  static void judge(Words words, Scope scope, Finding finding) {
    boolean read = false;
    boolean known = true;
    for (int i = words.from; i < words.to; i++) {
      if (words.isWord(i, "language")) {
        known = words.at(i + 1).text().equalsIgnoreCase("plpgsql");
      } else if (isConstant(words, i) && !words.isWord(i - 1, "language")) {
        read = body(words.at(i).text(), scope, finding);
      }
    }
    if (!read || !known) {
      finding.leavesState();
    }
  }

  /**
   * Whether it could be read. In single quotes its own are doubled, and backslashes may mean more.
   */
  private static boolean body(String text, Scope scope, Finding finding) {
    boolean quoted = text.contains("''") && text.replace("''", "").indexOf('\'') < 0;
    boolean read = code(text, true, scope, finding);
    return quoted
        ? text.indexOf('\\') < 0 && (code(undone(text), true, scope, finding) || read)
        : read;
  }

  private static String undone(String text) {
    return text.replace("''", "'");
  }

  private static boolean code(String text, boolean outermost, Scope scope, Finding finding) {
    List<Token> tokens;
    try {
      tokens = SqlLexer.tokens(text);
    } catch (UnreadableText e) {
      return false;
    }
    Words words = new Words(tokens, 0, tokens.size());
    boolean executes = outermost && tokens.stream().anyMatch(token -> token.isWord("execute"));
    for (int i = 0; i < words.to; i++) {
      NAMES.judge(words, i, scope, finding);
      if (leaves(words, i)
          || (executes && isConstant(words, i) && !executed(words, i, scope, finding))) {
        finding.leavesState();
      }
    }
    return true;
  }

  /** Whether a constant that may be executed could be read, with its quotes undone or as it is. */
  private static boolean executed(Words words, int i, Scope scope, Finding finding) {
    String text = words.at(i).text();
    boolean read = code(text, false, scope, finding);
    return (text.contains("''") && code(undone(text), false, scope, finding)) || read;
  }

  private static boolean isConstant(Words words, int i) {
    return words.at(i).kind() == Token.Kind.STRING;
  }

  private static boolean leaves(Words words, int i) {
    if (TemporaryWords.isSchema(words, i) || WritingRule.updatesSettings(words, i)) {
      return true;
    }
    Token token = words.at(i);
    if (token.kind() != Token.Kind.WORD) {
      return false;
    }
    if (TemporaryWords.isWord(words, i)) {
      Token before = words.at(i - 1);
      boolean made = before.kind() == Token.Kind.WORD && MAKING.contains(before.text());
      // INTO temp alone is a variable.
      boolean filled =
          before.isWord("into") && words.at(i + 1).isName() && !words.isWord(i + 1, "from");
      return (made && !isDroppedAtCommit(words, i)) || filled;
    }
    boolean loads = !token.text().equals("load") || isConstant(words, i + 1);
    return LEAVING.contains(token.text())
        && loads
        && isBeginning(words, i)
        && !SettingWords.endsWithTransaction(words, i);
  }

  private static boolean isBeginning(Words words, int i) {
    Token before = words.at(i - 1);
    boolean opened = before.kind() == Token.Kind.WORD && OPENING.contains(before.text());
    return (i == 0 || before.isMark(";") || opened)
        && words.at(i + 1).kind() != Token.Kind.OPERATOR;
  }

  private static boolean isDroppedAtCommit(Words words, int from) {
    for (int i = from; i < words.to && !words.isMark(i, ";"); i++) {
      if (words.isWord(i, "drop") && words.isWord(i - 1, "commit")) {
        return true;
      }
    }
    return false;
  }
}
