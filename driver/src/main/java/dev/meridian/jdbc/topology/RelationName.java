package dev.meridian.jdbc.topology;

import org.jspecify.annotations.Nullable;

/**
 * The name of a table, view or other relation, as the catalogue has it (folded to lower case unless
 * quoted when created). Immutable.
 *
 * @param schema its schema, or null where a statement leaves that to the search path
 */
public record RelationName(@Nullable String schema, String name) {

  @Override
  public String toString() {
    return schema == null ? name : schema + "." + name;
  }
}
