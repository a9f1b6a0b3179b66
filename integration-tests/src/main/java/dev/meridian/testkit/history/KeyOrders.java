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
  private final Set<Long> lost = new HashSet<>();
  private final Set<Integer> failovers = new HashSet<>();

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
    return read.values().stream().anyMatch(lost::contains);
  }

  /**
   * What is above is forgotten once; later values may stand there. True for the first who is told
   * of a failover: who is told later must not forget what has been written since.
   */
  boolean lose(Notice.Loss loss) {
    if (!failovers.add(loss.failover())) {
      return false;
    }
    loss.surviving()
        .forEach(
            (key, height) ->
                byHeight
                    .getOrDefault(key, new HashMap<>())
                    .entrySet()
                    .removeIf(
                        entry -> {
                          boolean gone = entry.getKey() > height;
                          if (gone) {
                            lost.add(entry.getValue().value);
                          }
                          return gone;
                        }));
    return true;
  }

  /** Nobody has to have seen these any more. */
  void lose(Set<Long> values) {
    lost.addAll(values);
  }
}
