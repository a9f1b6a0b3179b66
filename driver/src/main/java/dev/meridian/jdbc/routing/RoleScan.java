package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Places.Place;
import dev.meridian.jdbc.routing.Token.Kind;
import dev.meridian.jdbc.routing.Words.Role;

/**
 * Finds the part that each name plays in a query, in one pass and without a parse tree. It leans on
 * one fact of PostgreSQL's grammar: the words that end a FROM list, a select list or a WITH list
 * are reserved. Where two readings are possible it takes the one that calls more functions and
 * reads more relations.
 *
 * <p>One use, one thread.
 */
final class RoleScan {
  private final Words words;
  private final Places places = new Places();
  private boolean balanced = true;

  private RoleScan(Words words) {
    this.words = words;
  }

  /**
   * Gives every token of {@code words} its role; false if the brackets do not match, or hold a
   * semicolon.
   */
  static boolean assign(Words words) {
    RoleScan scan = new RoleScan(words);
    int i = words.from;
    while (i < words.to) {
      i = scan.step(i);
    }
    return scan.balanced && scan.places.depth() == 0;
  }

  private int step(int i) {
    Token token = words.at(i);
    if (token.kind() == Kind.MARK) {
      mark(i, token.text());
      return i + 1;
    }
    if (token.kind() == Kind.OPERATOR) {
      return token.text().equals("::") ? type(i + 1) : i + 1;
    }
    return token.isName() ? name(i, token) : i + 1;
  }

  private void mark(int i, String mark) {
    switch (mark) {
      case "(" -> open(i);
      case "[" -> places.open(Place.EXPRESSION);
      case ")", "]" -> balanced &= places.close();
      case ";" -> balanced = false;
      case "," -> {
        Place place = places.now();
        if (place == Place.FROM_REST || place == Place.FROM_ON) {
          places.move(Place.FROM_ITEM);
        } else if (place == Place.CTE_REST) {
          places.move(Place.CTE_NAME);
        }
      }
      default -> {}
    }
  }

  private void open(int i) {
    Place place = places.now();
    Token before = words.at(i - 1);
    if (place == Place.FROM_ITEM) {
      places.move(Place.FROM_REST);
      places.open(Place.FROM_ITEM);
    } else if (words.role(i - 1) == Role.ALIAS
        || words.role(i - 1) == Role.COMMON_TABLE
        || (place == Place.FROM_REST && before.isWord("as"))) {
      places.open(Place.COLUMN_LIST);
    } else if (before.isWord("cast") || before.isWord("treat") || before.isWord("xmlserialize")) {
      places.open(Place.CAST);
    } else {
      places.open(Place.EXPRESSION);
    }
  }

  private int name(int i, Token token) {
    if (words.isMark(i - 1, ".")) {
      words.play(i, words.isMark(i + 1, "(") ? Role.CALL : Role.FIELD);
      return i + 1;
    }
    if (words.isMark(i - 1, "{")) {
      return i + 1;
    }
    if (token.kind() == Kind.WORD && clause(i, token.text())) {
      return i + 1;
    }
    if (token.isWord("as")) {
      return behindAs(i);
    }
    if (Keywords.isReserved(token)) {
      return i + 1;
    }
    return switch (places.now()) {
      case FROM_ITEM -> relation(i, token);
      case FROM_REST -> alias(i, token);
      case CTE_NAME -> commonTable(i);
      case COLUMN_LIST -> column(i);
      default -> inExpression(i, token);
    };
  }

  /** Follows the words that lead from one clause to the next; false if this is none of them. */
  private boolean clause(int i, String word) {
    switch (word) {
      case "select" -> places.select();
      case "from" -> {
        boolean compares =
            words.isWord(i - 1, "distinct")
                && (words.isWord(i - 2, "is") || words.isWord(i - 2, "not"));
        if (places.selects() && !compares) {
          places.move(Place.FROM_ITEM);
        }
      }
      case "table" -> places.move(Place.FROM_ITEM);
      case "join" -> {
        if (inFrom()) {
          places.move(Place.FROM_ITEM);
        }
      }
      case "on" -> {
        if (places.now() == Place.FROM_REST) {
          places.move(Place.FROM_ON);
        }
      }
      case "with" -> {
        boolean begins = i == words.from || words.isMark(i - 1, "(");
        if (begins && !words.isWord(i + 1, "ordinality")) {
          places.move(Place.CTE_NAME);
        }
      }
      case "where",
          "group",
          "having",
          "window",
          "order",
          "limit",
          "offset",
          "fetch",
          "union",
          "intersect",
          "except",
          "for" -> {
        if (places.now() != Place.CAST) {
          places.move(Place.EXPRESSION);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean inFrom() {
    return switch (places.now()) {
      case FROM_ITEM, FROM_REST, FROM_ON -> true;
      default -> false;
    };
  }

  private int behindAs(int i) {
    if (!words.at(i + 1).isName()) {
      return i + 1;
    }
    switch (places.now()) {
      case CAST -> {
        return type(i + 1);
      }
      case FROM_REST -> words.play(i + 1, Role.ALIAS);
      case CTE_REST, CTE_NAME -> {
        return i + 1;
      }
      default -> words.play(i + 1, words.isMark(i + 2, "(") ? Role.CALL : Role.LABEL);
    }
    return i + 2;
  }

  private int relation(int i, Token token) {
    if (token.isWord("values") && words.isMark(i - 1, "(") && words.isMark(i + 1, "(")) {
      places.move(Place.EXPRESSION);
      return i + 1;
    }
    if (token.isWord("rows") && words.isWord(i + 1, "from") && words.isMark(i + 2, "(")) {
      places.move(Place.FROM_REST);
      return i + 2;
    }
    int last = words.endOfName(i);
    qualifiers(i, last);
    words.play(last, words.isMark(last + 1, "(") ? call(last) : Role.RELATION);
    places.move(Place.FROM_REST);
    return last + 1;
  }

  private int alias(int i, Token token) {
    Token before = words.at(i - 1);
    if (before.isWord("tablesample")) {
      return inExpression(i, token);
    }
    if (token.isWord("ordinality") || token.isWord("tablesample") || Keywords.joins(token)) {
      return i + 1;
    }
    words.play(i, Role.ALIAS);
    return i + 1;
  }

  private int commonTable(int i) {
    if (words.isWord(i + 1, "as") || words.isMark(i + 1, "(")) {
      words.play(i, Role.COMMON_TABLE);
      places.move(Place.CTE_REST);
    } else if (!words.isWord(i, "recursive")) {
      words.play(i, Role.NAME);
    }
    return i + 1;
  }

  private int column(int i) {
    if (words.isMark(i - 1, "(") || words.isMark(i - 1, ",")) {
      words.play(i, Role.LABEL);
      return i + 1;
    }
    return type(i);
  }

  private int inExpression(int i, Token token) {
    int last = words.endOfName(i);
    qualifiers(i, last);
    if (words.isMark(last + 1, "(")) {
      words.play(last, call(last));
    } else if (words.at(last + 1).kind() == Kind.STRING
        && !(last == i && Keywords.isSyntaxBeforeParenthesis(token))) {
      words.play(last, Role.TYPE);
    } else if (last > i) {
      words.play(last, Role.NAME);
    } else if (words.isMark(i - 1, "(") && words.isWord(i - 2, "extract")) {
      words.play(i, Role.KEYWORD);
    } else if (Keywords.isKeyword(token)) {
      words.play(i, Role.KEYWORD);
    } else {
      words.play(i, endsOperand(i - 1) ? Role.LABEL : Role.NAME);
    }
    return last + 1;
  }

  private Role call(int i) {
    boolean whole = !words.isMark(i - 1, ".");
    return whole && Keywords.isSyntaxBeforeParenthesis(words.at(i)) ? Role.KEYWORD : Role.CALL;
  }

  /** Whether a name right behind the token at {@code i} can only be a label. */
  private boolean endsOperand(int i) {
    Token token = words.at(i);
    return switch (token.kind()) {
      case WORD -> !Keywords.isKeyword(token) || token.isWord("end") || token.isWord("null");
      case QUOTED, STRING, NUMBER, PARAMETER -> true;
      case MARK -> token.isMark(")") || token.isMark("]");
      case OPERATOR -> false;
    };
  }

  private int type(int i) {
    if (!words.at(i).isName()) {
      return i;
    }
    int last = words.endOfName(i);
    qualifiers(i, last);
    words.play(last, Role.TYPE);
    return last + 1;
  }

  private void qualifiers(int first, int last) {
    for (int i = first; i < last; i += 2) {
      words.play(i, Role.QUALIFIER);
    }
  }
}
