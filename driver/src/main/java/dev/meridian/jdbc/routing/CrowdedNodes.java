package dev.meridian.jdbc.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Which nodes have refused a connection because they have too many. Such a node is not asked for
 * another one for a while, twice as long each time up to {@value #LONGEST_PAUSE_MILLIS} ms, and at
 * another time by each JVM. Who has a connection there keeps using it.
 *
 * <p>This class is threadsafe.
 */
public final class CrowdedNodes {

  private static final long SHORTEST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private record Pause(long untilNanos, long millis) {}

  private final Map<Integer, Pause> pauses = new ConcurrentHashMap<>();

  /** Notes that the node, by its index, has refused a connection. */
  public void refused(int node, long nowNanos) {
    pauses.compute(
        node,
        (index, before) -> {
          if (before != null && before.untilNanos - nowNanos > 0) {
            // Another one that had asked already.
            return before;
          }
          long millis =
              before == null
                  ? SHORTEST_PAUSE_MILLIS
                  : Math.min(2 * before.millis, LONGEST_PAUSE_MILLIS);
          long jitter = ThreadLocalRandom.current().nextLong(millis / 2);
          return new Pause(
              nowNanos + TimeUnit.MILLISECONDS.toNanos(millis * 3 / 4 + jitter), millis);
        });
  }

  /** Notes that the node has given a connection. */
  public void accepted(int node) {
    if (!pauses.isEmpty()) {
      pauses.remove(node);
    }
  }

  /** Whether the node is not to be asked for a connection now. */
  public boolean contains(int node, long nowNanos) {
    if (pauses.isEmpty()) {
      return false;
    }
    Pause pause = pauses.get(node);
    return pause != null && pause.untilNanos - nowNanos > 0;
  }
}
