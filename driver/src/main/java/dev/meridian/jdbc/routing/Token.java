package dev.meridian.jdbc.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One token of a statement. Immutable.
 *
 * @param text a word folded to lower case; an identifier as its quotes mean it; a literal's raw
 *     content without the outer quotes; an operator's or mark's characters
 */
record Token(Kind kind, String text) {

  enum Kind {
    /** An unquoted word: a key word or an identifier. */
    WORD,
    /** An identifier in double quotes. */
    QUOTED,
    /** A constant in single quotes or dollar quotes, of any prefix. */
    STRING,
    NUMBER,
    /** {@code ?} or {@code $1}. */
    PARAMETER,
    OPERATOR,
    /** One of {@code ( ) [ ] { } , ; .} */
    MARK
  }

  /** Ends every list, so that looking ahead needs no bounds check. */
  static final Token END = new Token(Kind.MARK, "");

  /** A parameter as JDBC writes it. */
  static final Token PLACEHOLDER = new Token(Kind.PARAMETER, "?");

  private static final String MARKS = "()[]{},;.";
  private static final List<Token> TOKENS_OF_MARKS =
      MARKS.chars().mapToObj(c -> new Token(Kind.MARK, Character.toString(c))).toList();

  /** The token of a mark, or null if the character is none. */
  static @Nullable Token ofMark(char c) {
    int i = MARKS.indexOf(c);
    return i < 0 ? null : TOKENS_OF_MARKS.get(i);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  boolean isMark(String mark) {
    return kind == Kind.MARK && text.equals(mark);
  }
}
