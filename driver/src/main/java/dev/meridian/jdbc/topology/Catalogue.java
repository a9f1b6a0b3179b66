package dev.meridian.jdbc.topology;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the primary's system catalogue says about the names that a statement may use. Names are
 * unqualified and stand as the catalogue has them (folded to lower case unless quoted when
 * created). Immutable, replaced whole when the catalogue changes.
 *
 * @param version grows with every change of content; 0 is {@link #UNREAD}
 * @param stableFunctions functions outside {@code pg_catalog} all of whose overloads are immutable
 *     or stable
 * @param volatileFunctions functions and procedures outside {@code pg_catalog} with at least one
 *     volatile overload
 * @param sessionFunctions functions and procedures outside {@code pg_catalog} whose own text may
 *     leave something in the server session
 * @param volatileOperators operators outside {@code pg_catalog} with at least one volatile
 *     implementation, and types outside it whose input, output or cast function is volatile
 * @param homeRelations relations of which only the primary can give its own answer: sequences,
 *     unlogged and temporary tables, foreign tables
 * @param definitions by relation name, the SQL text that reading the relation runs: view
 *     definitions (as statements) and row security policies (as expressions behind {@code SELECT})
 * @param relations every relation (table, view, materialized view, sequence, …) outside {@code
 *     pg_catalog} and {@code information_schema}, by name, with how many schemas have one of that
 *     name
 */
public record Catalogue(
    long version,
    Set<String> stableFunctions,
    Set<String> volatileFunctions,
    Set<String> sessionFunctions,
    Set<String> volatileOperators,
    Set<String> homeRelations,
    Map<String, List<String>> definitions,
    Map<String, Integer> relations) {

  /** Nothing read yet: every name that is not built in is unknown. */
  public static final Catalogue UNREAD =
      new Catalogue(0, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), Map.of());
}
