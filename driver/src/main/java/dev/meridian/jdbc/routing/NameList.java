package dev.meridian.jdbc.routing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that a setting lists, as {@code name} or {@code schema.name}, unquoted ones in any case. A
 * name in a text matches one of any schema as long as the text names none. Immutable.
 */
final class NameList {
  private final Map<String, Set<String>> schemasByName = new HashMap<>();

  NameList(Set<String> listed) {
    for (String entry : listed) {
      int dot = entry.lastIndexOf('.');
      String schema = dot < 0 ? "" : plain(entry.substring(0, dot));
      schemasByName
          .computeIfAbsent(plain(entry.substring(dot + 1)), name -> new HashSet<>())
          .add(schema);
    }
  }

  boolean matches(@Nullable String schema, String name) {
    Set<String> schemas = schemasByName.get(name);
    return schemas != null && (schema == null || schemas.contains("") || schemas.contains(schema));
  }

  private static String plain(String part) {
    String name = part.trim();
    if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
      return name.substring(1, name.length() - 1).replace("\"\"", "\"");
    }
    return SqlLexer.fold(name);
  }
}
