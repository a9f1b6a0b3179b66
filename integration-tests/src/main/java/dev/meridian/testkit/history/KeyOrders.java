package dev.meridian.testkit.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one order of values of each key, as far as reads have shown it. Not threadsafe. */
final class KeyOrders {

  private record Shown(long value, Operation operation) {}

  private final Map<String, Map<Long, Shown>> byHeight = new HashMap<>();
  private final Map<String, Set<Long>> lost = new HashMap<>();

  /** The operation that saw another value at a height that this read shows, or null. */
  @Nullable Operation conflict(Operation operation, Access read) {
    Map<Long, Shown> shown = byHeight.computeIfAbsent(read.key(), key -> new HashMap<>());
    long height = read.height() - read.values().size();
    for (long value : read.values()) {
      height++;
      Shown before = shown.putIfAbsent(height, new Shown(value, operation));
      if (before != null && before.value != value) {
        return before.operation;
      }
    }
    return null;
  }

  boolean isLost(Access read) {
    Set<Long> values = lost.get(read.key());
    return values != null && read.values().stream().anyMatch(values::contains);
  }

  /** What is above is forgotten once; later values may stand there. */
  void lose(Notice.Loss loss) {
    loss.surviving()
        .forEach(
            (key, height) -> {
              // Who is told later must not forget what has been written since.
              if (lost.containsKey(key)) {
                return;
              }
              Set<Long> values = lost.computeIfAbsent(key, any -> new HashSet<>());
              Map<Long, Shown> shown = byHeight.getOrDefault(key, new HashMap<>());
              shown
                  .entrySet()
                  .removeIf(
                      entry -> {
                        boolean gone = entry.getKey() > height;
                        if (gone) {
                          values.add(entry.getValue().value);
                        }
                        return gone;
                      });
            });
  }
}
