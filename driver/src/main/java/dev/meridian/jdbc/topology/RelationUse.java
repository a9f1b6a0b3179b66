package dev.meridian.jdbc.topology;

import java.util.Set;

/**
 * What a read needs of the database that answers it. Immutable. A statement keeps the same object
 * for as long as its verdict stands, so that answers about it can be remembered by identity.
 *
 * @param relations the tables and views that it reads
 * @param columns identifiers each of which must be a column of one of them
 * @param star what a {@code *} asks for beyond those
 */
public record RelationUse(Set<RelationName> relations, Set<String> columns, Star star) {

  /** Columns that a text wants without naming them: which they are, the server says. */
  public enum Star {
    NONE,
    /** Those of some relation or subquery, somewhere in the text. */
    SOME,
    /** All those of the relation that the text begins to read from, in the result itself. */
    ALL
  }

  /** Nothing of any database. */
  public static final RelationUse NONE = new RelationUse(Set.of(), Set.of(), Star.NONE);
}
