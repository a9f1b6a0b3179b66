package dev.meridian.jdbc.routing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL itself brings along, from the lists beside this class. Immutable.
 *
 * @param functions by name, what a call may do; a name that is not in it is not known
 * @param calledOnly names of {@code functions} that count only when called: they take no argument,
 *     so {@code x.name} cannot call them
 * @param relations catalogue tables and views that a physical standby answers as its primary
 * @param types other names that begin with {@code pg_} and are harmless
 * @param plainTypes types whose values read the same on every server
 * @param plainOperators operators on those types
 */
record BuiltIns(
    Map<String, Effect> functions,
    Set<String> calledOnly,
    Set<String> relations,
    Set<String> types,
    Set<String> plainTypes,
    Set<String> plainOperators) {

  /** What a call of a built-in function may do; the sections of builtin-functions.txt. */
  enum Effect {
    PLAIN,
    STANDBY,
    PRIMARY,
    SESSION,
    WRITE
  }

  static BuiltIns load() {
    Map<String, Effect> functions = new HashMap<>();
    Set<String> calledOnly = new HashSet<>();
    NameSections.read("builtin-functions.txt")
        .forEach(
            (title, names) -> {
              Effect effect = Effect.valueOf(title.toUpperCase(Locale.ROOT));
              for (String name : names) {
                String bare = name.endsWith("()") ? name.substring(0, name.length() - 2) : name;
                functions.put(bare, effect);
                if (!bare.equals(name)) {
                  calledOnly.add(bare);
                }
              }
            });
    Map<String, Set<String>> names = NameSections.read("builtin-names.txt");
    return new BuiltIns(
        Map.copyOf(functions),
        Set.copyOf(calledOnly),
        names.getOrDefault("relations", Set.of()),
        names.getOrDefault("types", Set.of()),
        names.getOrDefault("plain types", Set.of()),
        names.getOrDefault("plain operators", Set.of()));
  }

  @Nullable Effect effect(String function) {
    return functions.get(function);
  }
}
