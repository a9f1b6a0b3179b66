package dev.meridian.testkit.history;

import java.util.Map;

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
   * @param surviving the height of each such key that was left
   */
  record Loss(int at, String session, Map<String, Long> surviving) implements Notice {
    public Loss {
      surviving = Map.copyOf(surviving);
    }
  }
}
