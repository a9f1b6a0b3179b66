package dev.meridian.jdbc.session;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * When something was last seen, at each node. Nodes come and go: a place may have had another
 * server before, and there may be more places later.
 *
 * <ol>
 *   <li>What was seen on one run of a server is not lost when the next is noted at the same place:
 *       it was seen nobody knows where from then on, so that no server is taken for the one that
 *       showed it.
 *   <li>What is noted while the places become more is noted.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
final class SeenInstants {

  /** Something seen at an instant, on one run of a server. */
  record Instant(long nanos, long incarnation) {}

  private static final int NOWHERE = 0;

  private final ReentrantLock growing = new ReentrantLock();
  // Node i at place i + 1; the first place is for what was seen nobody knows where. Replaced by a
  // longer one under the lock.
  private volatile AtomicReferenceArray<@Nullable Instant> places;

  SeenInstants(int nodes) {
    places = new AtomicReferenceArray<>(nodes + 1);
  }

  /** More than the index of any node at which something was seen. */
  int nodes() {
    return places.length() - 1;
  }

  /** The place of a node, as {@link #newest} tells it. */
  static int placeOf(int node) {
    return node + 1;
  }

  /** What was last seen on a node, or null. */
  @Nullable Instant at(int node) {
    AtomicReferenceArray<@Nullable Instant> now = places;
    return placeOf(node) < now.length() ? now.get(placeOf(node)) : null;
  }

  /** What was last seen nobody knows where, or null. */
  @Nullable Instant nowhere() {
    return places.get(NOWHERE);
  }

  /** What was last seen at a place, or null. */
  @Nullable Instant atPlace(int place) {
    return places.get(place);
  }

  void note(int node, Instant mine) {
    noteAt(placeOf(node), mine);
  }

  void noteNowhere(long nanos) {
    noteAt(NOWHERE, new Instant(nanos, 0));
  }

  private void noteAt(int place, Instant mine) {
    AtomicReferenceArray<@Nullable Instant> now = atLeast(place + 1);
    while (true) {
      Instant before = now.get(place);
      boolean newer = before == null || mine.nanos - before.nanos > 0;
      if (before != null && before.incarnation != mine.incarnation) {
        noteNowhere(newer ? before.nanos : mine.nanos);
      }
      if (newer && !now.compareAndSet(place, before, mine)) {
        continue;
      }
      AtomicReferenceArray<@Nullable Instant> after = places;
      if (after == now) {
        return;
      }
      // Whoever copied may have looked here before this was noted.
      now = after;
    }
  }

  private AtomicReferenceArray<@Nullable Instant> atLeast(int length) {
    AtomicReferenceArray<@Nullable Instant> now = places;
    if (now.length() >= length) {
      return now;
    }
    growing.lock();
    try {
      now = places;
      if (now.length() < length) {
        AtomicReferenceArray<@Nullable Instant> longer =
            new AtomicReferenceArray<>(Math.max(length, 2 * now.length()));
        copy(now, longer);
        places = longer;
        // What was noted meanwhile by those who had the shorter one.
        copy(now, longer);
        now = longer;
      }
      return now;
    } finally {
      growing.unlock();
    }
  }

  private static void copy(
      AtomicReferenceArray<@Nullable Instant> from, AtomicReferenceArray<@Nullable Instant> to) {
    for (int i = 0; i < from.length(); i++) {
      Instant mine = from.get(i);
      Instant before = to.get(i);
      while (mine != null
          && (before == null || mine.nanos - before.nanos > 0)
          && !to.compareAndSet(i, before, mine)) {
        before = to.get(i);
      }
    }
  }

  /** Notes all that another session has seen. */
  void join(SeenInstants other) {
    AtomicReferenceArray<@Nullable Instant> theirs = other.places;
    for (int i = 0; i < theirs.length(); i++) {
      Instant instant = theirs.get(i);
      if (instant != null) {
        noteAt(i, instant);
      }
    }
  }

  /** The latest of {@code least} and all that was seen anywhere but on that run of that node. */
  long elsewhere(int node, long incarnation, long least) {
    AtomicReferenceArray<@Nullable Instant> now = places;
    long latest = least;
    for (int i = 0; i < now.length(); i++) {
      Instant instant = now.get(i);
      if (instant != null
          && (i != placeOf(node) || instant.incarnation != incarnation)
          && (latest == SeenState.NOTHING || instant.nanos - latest > 0)) {
        latest = instant.nanos;
      }
    }
    return latest;
  }

  /** The place at which something was seen last, or -1 if nothing was. */
  int newest() {
    AtomicReferenceArray<@Nullable Instant> now = places;
    int newest = -1;
    long latest = SeenState.NOTHING;
    for (int i = 0; i < now.length(); i++) {
      Instant instant = now.get(i);
      if (instant != null && (newest < 0 || instant.nanos - latest > 0)) {
        newest = i;
        latest = instant.nanos;
      }
    }
    return newest;
  }
}
