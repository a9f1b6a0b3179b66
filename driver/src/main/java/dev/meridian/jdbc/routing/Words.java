package dev.meridian.jdbc.routing;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One statement: a window on a text's tokens, with the part each of them plays. Reading outside the
 * window is allowed and yields {@link Token#END}.
 *
 * <p>One thread.
 */
final class Words {

  /** The part that a token plays in a query, as far as the rules need it. */
  enum Role {
    /** Syntax, a constant, or not looked at. */
    NONE,
    /** A key word that may also be a column. */
    KEYWORD,
    /** A table, view or other relation; the last part of its name. */
    RELATION,
    /** A name for a relation, function or subquery in FROM. */
    ALIAS,
    /** The name of a WITH query, where it is declared. */
    COMMON_TABLE,
    /** A name that the statement gives to a column. */
    LABEL,
    /** A column, or the last part of a qualified one. */
    NAME,
    /** A schema or table before the dot. */
    QUALIFIER,
    /** What stands behind {@code ).} or {@code ].}. */
    FIELD,
    /** A function that is called. */
    CALL,
    /** A type's name. */
    TYPE
  }

  private final List<Token> tokens;
  private final Role[] roles;
  private final Set<String> commonTables = new HashSet<>();
  final int from;
  final int to;

  Words(List<Token> tokens, int from, int to) {
    this.tokens = tokens;
    this.from = from;
    this.to = to;
    this.roles = new Role[to - from];
    Arrays.fill(roles, Role.NONE);
  }

  Token at(int i) {
    return i >= from && i < to ? tokens.get(i) : Token.END;
  }

  boolean isWord(int i, String word) {
    return at(i).isWord(word);
  }

  boolean isMark(int i, String mark) {
    return at(i).isMark(mark);
  }

  Role role(int i) {
    return i >= from && i < to ? roles[i - from] : Role.NONE;
  }

  void play(int i, Role role) {
    roles[i - from] = role;
    if (role == Role.COMMON_TABLE) {
      commonTables.add(at(i).text());
    }
  }

  /** The names of all WITH queries, whichever part of the statement sees them. */
  Set<String> commonTables() {
    return commonTables;
  }

  /** The name before the dot before the name at {@code i}, or null. */
  @Nullable String qualifier(int i) {
    return isMark(i - 1, ".") && at(i - 2).isName() ? at(i - 2).text() : null;
  }

  /** The last token of the dotted name that begins at {@code i}. */
  int endOfName(int i) {
    int last = i;
    while (isMark(last + 1, ".") && at(last + 2).isName()) {
      last += 2;
    }
    return last;
  }

  /** The same tokens from {@code start} on, as a statement of its own. */
  Words tail(int start) {
    return new Words(tokens, Math.min(start, to), to);
  }
}
