package dev.meridian.testkit.history;

import java.util.Map;
import java.util.Set;

/** What a session is told, other than by a read. */
public sealed interface Notice {

  /** When, on the history's own clock. */
  int at();

  /** Who is told. */
  String session();

  /** The session received another one's token, and must see from now on what that one has seen. */
  record Handover(int at, String from, String session) implements Notice {}

  /**
   * The session was told that a failover lost the tails of these keys.
   *
   * @param failover which one, counted from 1: the sessions are told one after the other
   * @param surviving the height of each such key that was left
   * @param gone values that were lost, as far as a server that others may still read has them
   */
  record Loss(int at, String session, int failover, Map<String, Long> surviving, Set<Long> gone)
      implements Notice {
    public Loss {
      surviving = Map.copyOf(surviving);
      gone = Set.copyOf(gone);
    }
  }
}
