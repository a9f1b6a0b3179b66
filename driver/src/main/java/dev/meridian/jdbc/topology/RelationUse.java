package dev.meridian.jdbc.topology;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a read needs of the database that answers it. Immutable. Its hash is reckoned once, so that
 * an answer about it is found without looking into it again.
 */
public final class RelationUse {

  /** Nothing of any database. */
  public static final RelationUse NONE = new RelationUse(Set.of(), Set.of());

  private final Set<RelationName> relations;
  private final Set<String> columns;
  private final int hash;

  /**
   * @param relations the tables and views that it reads
   * @param columns identifiers each of which must be a column of one of them
   */
  public RelationUse(Set<RelationName> relations, Set<String> columns) {
    this.relations = relations;
    this.columns = columns;
    this.hash = Objects.hash(relations, columns);
  }

  public Set<RelationName> relations() {
    return relations;
  }

  public Set<String> columns() {
    return columns;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof RelationUse use
            && hash == use.hash
            && relations.equals(use.relations)
            && columns.equals(use.columns));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "RelationUse[relations=" + relations + ", columns=" + columns + "]";
  }
}
