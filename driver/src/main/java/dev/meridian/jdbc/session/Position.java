package dev.meridian.jdbc.session;

import dev.meridian.jdbc.api.Lsn;
import org.jspecify.annotations.Nullable;

/**
 * A place in the write-ahead log of one system, and what was defined there. Immutable.
 *
 * @param systemIdentifier the system's, shared by a primary and its physical standbys
 * @param timeline the timeline on which the primary was when it stood there
 * @param lsn the place, or {@link #UNKNOWN}
 * @param definitions tells the definitions that were seen from others, as {@link
 *     TokenCodec#hashOfDefinitions} does, or {@link #UNKNOWN_DEFINITIONS}
 */
public record Position(long systemIdentifier, int timeline, Lsn lsn, long definitions) {

  /** Beyond all WAL: where the place could not be found out in time. */
  public static final Lsn UNKNOWN = new Lsn(-1);

  /** The {@link #definitions} of whoever may have seen any. */
  public static final long UNKNOWN_DEFINITIONS = 0;

  /** Of two places of one system the one that comes later in its history; null only for two. */
  public static @Nullable Position further(@Nullable Position one, @Nullable Position other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    int newer = Integer.compare(one.timeline, other.timeline);
    return newer > 0 || (newer == 0 && one.lsn.hasReached(other.lsn)) ? one : other;
  }
}
