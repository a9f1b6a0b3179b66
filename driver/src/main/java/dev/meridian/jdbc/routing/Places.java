package dev.meridian.jdbc.routing;

import java.util.Arrays;

/** Where in a query the scan stands, for every open bracket. One thread. */
final class Places {

  enum Place {
    EXPRESSION,
    /** A relation is due: behind FROM, JOIN, a comma between relations, TABLE. */
    FROM_ITEM,
    /** Behind a relation: its alias, or the next join. */
    FROM_REST,
    /** Behind ON: an expression, but a comma or JOIN leads to the next relation. */
    FROM_ON,
    /** The name of a WITH query is due. */
    CTE_NAME,
    /** Behind the name of a WITH query. */
    CTE_REST,
    /** Names, and perhaps types, of columns. */
    COLUMN_LIST,
    /** Behind CAST or TREAT: AS leads to a type. */
    CAST
  }

  private Place[] places = new Place[16];
  private boolean[] selects = new boolean[16];
  private int depth;

  Places() {
    places[0] = Place.EXPRESSION;
  }

  Place now() {
    return places[depth];
  }

  void move(Place place) {
    places[depth] = place;
  }

  /** Whether SELECT was seen since the innermost open bracket, so that FROM names relations. */
  boolean selects() {
    return selects[depth];
  }

  void select() {
    selects[depth] = true;
    places[depth] = Place.EXPRESSION;
  }

  void open(Place place) {
    depth++;
    if (depth == places.length) {
      places = Arrays.copyOf(places, depth * 2);
      selects = Arrays.copyOf(selects, depth * 2);
    }
    places[depth] = place;
    selects[depth] = false;
  }

  /** Returns false for a bracket that nothing opened. */
  boolean close() {
    if (depth == 0) {
      return false;
    }
    depth--;
    return true;
  }

  int depth() {
    return depth;
  }
}
