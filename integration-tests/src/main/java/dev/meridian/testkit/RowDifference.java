package dev.meridian.testkit;

/**
 * A row that the two sides have not alike.
 *
 * @param key the values of its key as a JSON array; of a table without one, all its values
 */
public record RowDifference(Kind kind, String key) {
  /** How the subscriber's row differs. */
  public enum Kind {
    /** The publisher alone has it. */
    MISSING,

    /** The subscriber alone has it. */
    EXTRA,

    /** Both have it, with other values. */
    CHANGED
  }

  @Override
  public String toString() {
    return kind + " " + key;
  }
}
