package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.routing.Pending;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the statements that are under way at each node. A place has one counter for good: what
 * still runs at a node that is gone counts for its successor until it ends. Threadsafe.
 */
final class InFlight implements Pending {

  private final ReentrantLock growing = new ReentrantLock();
  // By the node's index. Replaced by a longer one under the lock.
  private volatile AtomicInteger[] counters = {};

  @Override
  public int at(int node) {
    AtomicInteger[] now = counters;
    return node < now.length ? now[node].get() : 0;
  }

  /** The counter of a node, by its index; whoever counts up counts down. */
  AtomicInteger counter(int node) {
    AtomicInteger[] now = counters;
    return node < now.length ? now[node] : grown(node + 1)[node];
  }

  private AtomicInteger[] grown(int length) {
    growing.lock();
    try {
      AtomicInteger[] now = counters;
      if (now.length < length) {
        int before = now.length;
        now = Arrays.copyOf(now, length);
        for (int i = before; i < length; i++) {
          now[i] = new AtomicInteger();
        }
        counters = now;
      }
      return now;
    } finally {
      growing.unlock();
    }
  }
}
