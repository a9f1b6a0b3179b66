package dev.meridian.jdbc.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one read of the names found, but for temporary relations. Filled row by row, then only read.
 *
 * <p>Not thread-safe.
 */
final class CatalogueNames {

  final Set<String> functions = new HashSet<>();
  final Set<String> volatileFunctions = new HashSet<>();
  final Set<String> sessionFunctions = new HashSet<>();
  final Set<String> volatileOperators = new HashSet<>();
  final Set<String> homeRelations = new HashSet<>();
  final Map<String, Integer> relations = new HashMap<>();
  final List<Definition> definitions = new ArrayList<>();

  /** By object, so that a renamed one is noticed: the texts of definitions spell names out. */
  private final Map<Long, String> functionNames = new HashMap<>();

  private final Map<Long, String> operatorAndTypeNames = new HashMap<>();
  private final Map<Long, String> relationNames = new HashMap<>();

  /**
   * Something that runs when a relation is read.
   *
   * @param key the object of which {@link DefinitionTexts} gets the text
   * @param stamp changes whenever the object does
   */
  record Definition(String relation, long key, String stamp) {}

  void function(long oid, String name, boolean isVolatile, boolean leavesState) {
    functionNames.put(oid, name);
    functions.add(name);
    if (isVolatile) {
      volatileFunctions.add(name);
    }
    if (leavesState) {
      sessionFunctions.add(name);
    }
  }

  void volatileOperatorOrType(long oid, String name) {
    operatorAndTypeNames.put(oid, name);
    volatileOperators.add(name);
  }

  void relation(long oid, String name, boolean home) {
    relationNames.put(oid, name);
    relations.merge(name, 1, Integer::sum);
    if (home) {
      homeRelations.add(name);
    }
  }

  /** Whether no object of {@code earlier} that is still here has another name now. */
  boolean keepNamesOf(CatalogueNames earlier) {
    return agree(earlier.functionNames, functionNames)
        && agree(earlier.operatorAndTypeNames, operatorAndTypeNames)
        && agree(earlier.relationNames, relationNames);
  }

  private static boolean agree(Map<Long, String> earlier, Map<Long, String> now) {
    return earlier.entrySet().stream()
        .allMatch(e -> e.getValue().equals(now.getOrDefault(e.getKey(), e.getValue())));
  }
}
