package dev.meridian.jdbc.session;

import dev.meridian.jdbc.api.Lsn;

/**
 * A place in the write-ahead log of one system. Immutable.
 *
 * @param systemIdentifier the system's, shared by a primary and its physical standbys
 * @param timeline the timeline on which the primary was when it stood there
 * @param lsn the place
 */
public record Position(long systemIdentifier, int timeline, Lsn lsn) {

  /** Whether the two can be compared: numbers of different timelines mean different things. */
  public boolean isComparableWith(Position other) {
    return systemIdentifier == other.systemIdentifier && timeline == other.timeline;
  }
}
