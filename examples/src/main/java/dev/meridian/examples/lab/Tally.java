package dev.meridian.examples.lab;

import dev.meridian.jdbc.api.Route;
import dev.meridian.jdbc.api.RouteReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the reads of one connection met since a change. The node that it prefers is the one that
 * served its last read for being the nearest; a read that another served for another reason is a
 * detour. This class is threadsafe.
 */
final class Tally {

  private final ReentrantLock lock = new ReentrantLock();
  private final long beganNanos = System.nanoTime();

  /** The fields below are guarded by {@link #lock}. */
  private final Map<String, Integer> servedBy = new TreeMap<>();

  private final Map<String, Integer> detours = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private @Nullable String preferred;
  private @Nullable String serving;
  private int changes;
  private long servingSinceNanos = beganNanos;

  /** Begins now, with a connection that has read nothing. */
  Tally() {
    this(null, null);
  }

  private Tally(@Nullable String preferred, @Nullable String serving) {
    this.preferred = preferred;
    this.serving = serving;
  }

  /** Another one that begins now, where this one stands. */
  Tally next() {
    lock.lock();
    try {
      return new Tally(preferred, serving);
    } finally {
      lock.unlock();
    }
  }

  /** A read was answered just now. */
  void served(Route route) {
    long now = System.nanoTime();
    String region = String.valueOf(route.region());
    lock.lock();
    try {
      servedBy.merge(region, 1, Integer::sum);
      if (!region.equals(serving)) {
        servingSinceNanos = serving == null ? beganNanos : now;
        serving = region;
      }
      if (region.equals(preferred)) {
        return;
      }
      if (route.reason() != RouteReason.NEAREST) {
        detours.merge(route.reason().toString(), 1, Integer::sum);
        return;
      }
      changes += preferred == null ? 0 : 1;
      preferred = region;
    } finally {
      lock.unlock();
    }
  }

  /** A read failed. */
  void failed(String message) {
    lock.lock();
    try {
      failures.add(message);
    } finally {
      lock.unlock();
    }
  }

  /** What has been met so far. */
  Seen seen() {
    lock.lock();
    try {
      return new Seen(
          serving,
          (servingSinceNanos - beganNanos) / 1_000_000,
          changes,
          new TreeMap<>(servedBy),
          new TreeMap<>(detours),
          List.copyOf(failures));
    } finally {
      lock.unlock();
    }
  }
}
