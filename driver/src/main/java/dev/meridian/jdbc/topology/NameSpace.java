package dev.meridian.jdbc.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How one server resolves the names of relations, by PostgreSQL's own rule: the first schema on the
 * path that the role may use and that has the name. Immutable.
 */
final class NameSpace {

  private final Map<String, Set<String>> schemasByName = new HashMap<>();
  private final Set<String> closedSchemas;
  private final String user;
  private final SearchPath ownPath;

  /**
   * @param closedSchemas those that the role may not use
   * @param user the role
   * @param ownPath what a new session gets
   */
  NameSpace(
      List<RelationSignature> relations,
      Set<String> closedSchemas,
      String user,
      SearchPath ownPath) {
    for (RelationSignature relation : relations) {
      schemasByName
          .computeIfAbsent(relation.name().name(), name -> new TreeSet<>())
          .add(String.valueOf(relation.name().schema()));
    }
    this.closedSchemas = closedSchemas;
    this.user = user;
    this.ownPath = ownPath;
  }

  /** The relation that the name means, or null if that is not known or it means none. */
  @Nullable RelationName resolve(RelationName name, SearchPath path) {
    if (name.schema() != null) {
      return name;
    }
    Set<String> schemas = schemasByName.getOrDefault(name.name(), Set.of());
    return switch (path.kind()) {
      case SERVERS_OWN -> first(name, schemas, ownPath.schemas());
      case LISTED -> first(name, schemas, path.schemas());
      case UNKNOWN ->
          schemas.size() == 1 ? new RelationName(schemas.iterator().next(), name.name()) : null;
    };
  }

  private @Nullable RelationName first(RelationName name, Set<String> schemas, List<String> path) {
    for (String entry : path) {
      String schema = entry.equals("$user") ? user : entry;
      if (schemas.contains(schema) && !closedSchemas.contains(schema)) {
        return new RelationName(schema, name.name());
      }
    }
    return null;
  }
}
