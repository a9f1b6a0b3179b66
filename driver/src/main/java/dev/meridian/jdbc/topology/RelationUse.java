package dev.meridian.jdbc.topology;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a read needs of the database that answers it. Immutable. Its hash is reckoned once, so that
 * an answer about it is found without looking into it again.
 */
public final class RelationUse {

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

  private final Set<RelationName> relations;
  private final Set<String> columns;
  private final Star star;
  private final int hash;

  /**
   * @param relations the tables and views that it reads
   * @param columns identifiers each of which must be a column of one of them
   * @param star what a {@code *} asks for beyond those
   */
  public RelationUse(Set<RelationName> relations, Set<String> columns, Star star) {
    this.relations = relations;
    this.columns = columns;
    this.star = star;
    this.hash = Objects.hash(relations, columns, star);
  }

  public Set<RelationName> relations() {
    return relations;
  }

  public Set<String> columns() {
    return columns;
  }

  public Star star() {
    return star;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof RelationUse use
            && hash == use.hash
            && star == use.star
            && relations.equals(use.relations)
            && columns.equals(use.columns));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "RelationUse[relations=" + relations + ", columns=" + columns + ", star=" + star + "]";
  }
}
