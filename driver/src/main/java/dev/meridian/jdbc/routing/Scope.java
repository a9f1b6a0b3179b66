package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.topology.Catalogue;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Against what a text is judged: the built-in names, one state of the catalogue, and what the
 * settings list. Remembers what it was told about the texts of views.
 *
 * <p>Safe for use by several threads.
 */
final class Scope {
  private static final Set<String> COMPARISONS =
      Set.of("=", "<>", "<", ">", "<=", ">=", "~~", "!~~", "~~*", "!~~*", "~", "!~", "~*", "!~*");

  final BuiltIns builtIns;
  final Catalogue catalogue;
  final NameList safeFunctions;
  final NameList primaryOnly;

  /** Whether IN, BETWEEN, GROUP BY and their like may call a volatile function. */
  final boolean volatileComparisons;

  /** By view or guarded table, what its own texts do, other views left aside. */
  final Map<String, Finding> views = new ConcurrentHashMap<>();

  Scope(BuiltIns builtIns, Catalogue catalogue, NameList safeFunctions, NameList primaryOnly) {
    this.builtIns = builtIns;
    this.catalogue = catalogue;
    this.safeFunctions = safeFunctions;
    this.primaryOnly = primaryOnly;
    this.volatileComparisons =
        catalogue.volatileOperators().stream().anyMatch(COMPARISONS::contains);
  }
}
