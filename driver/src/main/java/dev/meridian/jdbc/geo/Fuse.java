package dev.meridian.jdbc.geo;

import com.maxmind.db.CacheKey;
import com.maxmind.db.DecodedValue;
import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.NodeCache;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Ends a lookup that takes too long. In a hostile file few bytes can stand for endless data: a
 * pointer to what holds the pointer, or lists of pointers to lists of pointers. The reader asks its
 * cache at every pointer that it follows; this cache keeps nothing, and counts.
 *
 * <p>What stands between two pointers is read without a question: at most as much as the file is
 * long. Used by one thread at a time.
 */
final class Fuse implements NodeCache {

  /** Entries of MaxMind's test database follow up to 98, three deep. */
  private static final int MOST_POINTERS = 2_000;

  private static final int DEEPEST = 32;

  /** A thread may stand still for a while in between, and its address is not to suffer for that. */
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private int pointers;
  private int depth;
  private long startedNanos;

  /** Begins a lookup. */
  void renew() {
    pointers = 0;
    depth = 0;
    startedNanos = System.nanoTime();
  }

  @Override
  public DecodedValue get(CacheKey<?> key, Loader loader) throws IOException {
    pointers++;
    depth++;
    try {
      if (pointers > MOST_POINTERS || depth > DEEPEST || isLate()) {
        throw new InvalidDatabaseException(
            "an entry follows " + pointers + " pointers, " + depth + " deep");
      }
      return loader.load(key);
    } finally {
      depth--;
    }
  }

  private boolean isLate() {
    return System.nanoTime() - startedNanos > MOST_NANOS;
  }
}
