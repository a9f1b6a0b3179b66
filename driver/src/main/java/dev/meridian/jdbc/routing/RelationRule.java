package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Words.Role;
import dev.meridian.jdbc.topology.RelationName;
import org.jspecify.annotations.Nullable;

/** Asks of every relation that is read whether it is known: a new one may be a view that writes. */
final class RelationRule implements Rule {
  @Override
  public void judge(Words words, int i, Scope scope, Finding finding) {
    if (words.role(i) != Role.RELATION) {
      return;
    }
    String name = words.at(i).text();
    @Nullable String schema = words.qualifier(i);
    if (schema == null && words.commonTables().contains(name)) {
      return;
    }
    finding.readsRelation(new RelationName(schema, name));
    if ("pg_catalog".equals(schema) || "information_schema".equals(schema)) {
      return;
    }
    boolean known =
        scope.catalogue.relations().containsKey(name)
            || (schema == null && scope.builtIns.relations().contains(name));
    if (!known && !name.startsWith("pg_")) {
      finding.does(Kind.UNKNOWN, "relation not known: " + name);
    }
  }
}
