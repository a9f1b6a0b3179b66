package dev.meridian.jdbc.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meridian.jdbc.routing.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into tokens by PostgreSQL's own rules (src/backend/parser/scan.l), in one pass and
 * without recursion. Comments vanish. {@code ?} and JDBC's braces are tokens too. Where versions of
 * PostgreSQL differ, the reading that shows more words is taken.
 *
 * <p>One use, one thread.
 */
final class SqlLexer {
  /** NAMEDATALEN - 1: PostgreSQL cuts a longer identifier, which then may be another one's name. */
  static final int LONGEST_NAME = 63;

  private final String sql;
  private final int length;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Integer> unicodeNames = new ArrayList<>();
  private int at;

  private SqlLexer(String sql) {
    this.sql = sql;
    this.length = sql.length();
  }

  static List<Token> tokens(String sql) throws UnreadableText {
    SqlLexer lexer = new SqlLexer(sql);
    while (lexer.at < lexer.length) {
      lexer.next();
    }
    lexer.decodeUnicodeNames();
    return lexer.tokens;
  }

  private void next() throws UnreadableText {
    char c = sql.charAt(at);
    if (isSpace(c)) {
      at++;
    } else if (OperatorRun.isOperator(c)) {
      commentOrOperator();
    } else if (c == '\'') {
      string(at, false);
    } else if (c == '"') {
      add(Kind.QUOTED, quotedName(at));
    } else if (c == '$') {
      dollar();
    } else if (isDigit(c) || (c == '.' && at + 1 < length && isDigit(sql.charAt(at + 1)))) {
      number();
    } else if (isNameStart(c)) {
      word();
    } else if (c == ':') {
      int to = at + 1 < length && ":=".indexOf(sql.charAt(at + 1)) >= 0 ? at + 2 : at + 1;
      add(Kind.OPERATOR, sql.substring(at, to));
      at = to;
    } else {
      Token mark = Token.ofMark(c);
      if (mark == null) {
        throw new UnreadableText("character U+" + Integer.toHexString(c));
      }
      tokens.add(mark);
      at++;
    }
  }

  private void commentOrOperator() throws UnreadableText {
    if (sql.startsWith("--", at)) {
      at = endOfLine(at);
    } else if (sql.startsWith("/*", at)) {
      blockComment();
    } else {
      int to = OperatorRun.end(sql, at);
      if (to == at + 1 && sql.charAt(at) == '?') {
        tokens.add(Token.PLACEHOLDER);
      } else {
        add(Kind.OPERATOR, sql.substring(at, to));
      }
      at = to;
    }
  }

  private void blockComment() throws UnreadableText {
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else if (at < length) {
        at++;
      } else {
        throw new UnreadableText("unterminated comment");
      }
    } while (depth > 0);
  }

  /** A constant whose quote stands at {@code quote}, with its continuations on further lines. */
  private void string(int quote, boolean backslashes) throws UnreadableText {
    int from = quote + 1;
    int i = from;
    while (true) {
      if (i >= length) {
        throw new UnreadableText("unterminated string");
      }
      char c = sql.charAt(i);
      if (c == '\\' && backslashes) {
        i += 2;
      } else if (c != '\'') {
        refuseNul(c);
        i++;
      } else if (i + 1 < length && sql.charAt(i + 1) == '\'') {
        i += 2;
      } else {
        int more = continuation(i + 1);
        if (more < 0) {
          break;
        }
        i = more + 1;
      }
    }
    add(Kind.STRING, sql.substring(from, i));
    at = i + 1;
  }

  /** Where a string goes on behind white space with a line break in it, or -1. */
  private int continuation(int from) {
    boolean newline = false;
    int i = from;
    while (i < length) {
      char c = sql.charAt(i);
      if (c == '\n' || c == '\r') {
        newline = true;
        i++;
      } else if (isSpace(c)) {
        i++;
      } else if (sql.startsWith("--", i)) {
        i = endOfLine(i);
      } else {
        return newline && c == '\'' ? i : -1;
      }
    }
    return -1;
  }

  /** The identifier whose quote stands at {@code quote}, doubled quotes undone. */
  private String quotedName(int quote) throws UnreadableText {
    int i = quote + 1;
    boolean doubled = false;
    while (true) {
      if (i >= length) {
        throw new UnreadableText("unterminated identifier");
      }
      char c = sql.charAt(i);
      if (c != '"') {
        refuseNul(c);
        i++;
      } else if (i + 1 < length && sql.charAt(i + 1) == '"') {
        doubled = true;
        i += 2;
      } else {
        break;
      }
    }
    String name = sql.substring(quote + 1, i);
    at = i + 1;
    return doubled ? name.replace("\"\"", "\"") : name;
  }

  /** {@code $1}, or a string in dollar quotes. */
  private void dollar() throws UnreadableText {
    int i = at + 1;
    if (i < length && isDigit(sql.charAt(i))) {
      while (i < length && isDigit(sql.charAt(i))) {
        i++;
      }
      add(Kind.PARAMETER, sql.substring(at, i));
      at = i;
      return;
    }
    while (i < length && sql.charAt(i) != '$' && isNamePart(sql.charAt(i))) {
      i++;
    }
    if (i >= length || sql.charAt(i) != '$') {
      throw new UnreadableText("dollar sign");
    }
    String tag = sql.substring(at, i + 1);
    int close = sql.indexOf(tag, i + 1);
    if (close < 0) {
      throw new UnreadableText("unterminated dollar quote");
    }
    add(Kind.STRING, sql.substring(i + 1, close));
    at = close + tag.length();
  }

  /**
   * Digits, letters of hexadecimal and exponents; a word glued to a number is a token of its own.
   */
  private void number() throws UnreadableText {
    int i = at;
    int radix = radix(i);
    if (radix != 10 && i + 2 < length && digit(i + 2, radix)) {
      i += 2;
      while (i < length && (digit(i, radix) || sql.charAt(i) == '_')) {
        i++;
      }
    } else {
      i = digits(i);
      if (i < length && sql.charAt(i) == '.' && !sql.startsWith("..", i)) {
        i = digits(i + 1);
      }
      if (i < length && (sql.charAt(i) == 'e' || sql.charAt(i) == 'E')) {
        int exponent = i + 1;
        if (exponent < length && "+-".indexOf(sql.charAt(exponent)) >= 0) {
          exponent++;
        }
        if (exponent < length && isDigit(sql.charAt(exponent))) {
          i = digits(exponent);
        }
      }
    }
    add(Kind.NUMBER, sql.substring(at, i));
    at = i;
  }

  private int radix(int from) {
    char mark = sql.charAt(from) == '0' && from + 1 < length ? sql.charAt(from + 1) : ' ';
    return switch (mark) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 10;
    };
  }

  private boolean digit(int i, int radix) {
    char c = sql.charAt(i);
    return c < 0x80 && Character.digit(c, radix) >= 0;
  }

  private int digits(int from) {
    int i = from;
    while (i < length
        && (isDigit(sql.charAt(i))
            || (sql.charAt(i) == '_' && i + 1 < length && isDigit(sql.charAt(i + 1))))) {
      i++;
    }
    return i;
  }

  private void word() throws UnreadableText {
    int to = at;
    boolean upper = false;
    while (to < length && isNamePart(sql.charAt(to))) {
      char c = sql.charAt(to++);
      upper |= c >= 'A' && c <= 'Z';
    }
    if (to < length && prefixed(to)) {
      return;
    }
    String word = sql.substring(at, to);
    at = to;
    add(Kind.WORD, upper ? fold(word) : word);
  }

  /** Takes {@code E'…'}, {@code B'…'}, {@code X'…'}, {@code N'…'}, {@code U&'…'}, {@code U&"…"}. */
  private boolean prefixed(int to) throws UnreadableText {
    if (to != at + 1) {
      return false;
    }
    char prefix = (char) (sql.charAt(at) | 0x20);
    char mark = sql.charAt(to);
    if (mark == '\'' && "ebxn".indexOf(prefix) >= 0) {
      string(to, prefix == 'e');
      return true;
    }
    if (prefix == 'u' && mark == '&' && to + 1 < length) {
      if (sql.charAt(to + 1) == '\'') {
        string(to + 1, false);
        return true;
      }
      if (sql.charAt(to + 1) == '"') {
        unicodeNames.add(tokens.size());
        tokens.add(new Token(Kind.QUOTED, quotedName(to + 1)));
        return true;
      }
    }
    return false;
  }

  /** Undoes the escapes of {@code U&"…"}, with the character that {@code UESCAPE '…'} names. */
  private void decodeUnicodeNames() throws UnreadableText {
    for (int i : unicodeNames) {
      boolean told = i + 2 < tokens.size() && tokens.get(i + 1).isWord("uescape");
      String escape = told ? tokens.get(i + 2).text() : "\\";
      if (escape.length() != 1 || !UnicodeEscapes.mayEscape(escape.charAt(0))) {
        throw new UnreadableText("UESCAPE");
      }
      String name = UnicodeEscapes.decode(tokens.get(i).text(), escape.charAt(0));
      tokens.set(i, checked(Kind.QUOTED, name));
      if (told) {
        // The clause is gone once it is used: what stands behind it stands behind the name.
        tokens.set(i + 1, Token.END);
        tokens.set(i + 2, Token.END);
      }
    }
    if (!unicodeNames.isEmpty()) {
      tokens.removeIf(Token.END::equals);
    }
  }

  private void add(Kind kind, String text) throws UnreadableText {
    tokens.add(checked(kind, text));
  }

  private static Token checked(Kind kind, String text) throws UnreadableText {
    if (kind == Kind.QUOTED && text.isEmpty()) {
      throw new UnreadableText("empty identifier");
    }
    if ((kind == Kind.QUOTED || kind == Kind.WORD)
        && text.length() * 3 > LONGEST_NAME
        && text.getBytes(UTF_8).length > LONGEST_NAME) {
      throw new UnreadableText("identifier longer than " + LONGEST_NAME + " bytes");
    }
    return new Token(kind, text);
  }

  private int endOfLine(int from) {
    int i = from;
    while (i < length && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  /** ASCII only, as PostgreSQL does in UTF-8: no language has a say. */
  static String fold(String word) {
    StringBuilder folded = new StringBuilder(word);
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(i, (char) (c + 0x20));
      }
    }
    return folded.toString();
  }

  private static void refuseNul(char c) throws UnreadableText {
    if (c == 0) {
      throw new UnreadableText("NUL");
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c) || c == '$';
  }
}
