package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a standby's WAL is the primary's. Up to the fork both have the same; past it a position
 * on the old timeline is only a number on the new one, and what stands there was lost.
 *
 * <ol>
 *   <li>A standby that replays the primary's timeline has followed it. A role that may not read
 *       {@code pg_stat_wal_receiver} learns that late, with the standby's next restartpoint.
 *   <li>One of a lower timeline has the primary's WAL as long as it has replayed nothing past the
 *       fork, where that is known.
 *   <li>It follows, too, if it held nothing past the fork when the old primary was found to be
 *       gone, for good: from then on only the new one can have sent it any more.
 *   <li>Any other may be of the part that was lost. It is believed when it follows.
 * </ol>
 *
 * <p>Not threadsafe.
 */
final class Lineage {

  /**
   * A standby after the primary's end.
   *
   * @param timeline the primary's
   * @param held up to where it held WAL, replayed or not
   */
  private record Orphan(long incarnation, int timeline, Lsn held) {}

  private record Follower(long incarnation, int timeline) {}

  private final Map<Integer, Orphan> orphans = new HashMap<>();
  private final Map<Integer, Follower> followers = new HashMap<>();

  /**
   * Why the standby serves nothing, or null if its WAL is the primary's.
   *
   * @param node the standby's index
   */
  @Nullable String whyNot(int node, NodeSample standby, Head head, KnownWorld known) {
    Lsn replay = standby.replay();
    if (replay == null) {
      return null;
    }
    note(node, standby, replay, head, known);
    int timeline = head.sample().timeline();
    Lsn fork = known.fork(standby.timeline(), timeline);
    Follower follower = followers.get(node);
    boolean follows =
        follower != null
            && follower.incarnation == standby.identity().startedMicros()
            && follower.timeline == timeline;
    if (standby.timeline() >= timeline || follows || (fork != null && fork.hasReached(replay))) {
      return null;
    }
    return "it has replayed timeline "
        + standby.timeline()
        + " up to "
        + replay
        + ", and is not known to follow timeline "
        + timeline
        + (fork == null ? " of the primary" : ", which began at " + fork);
  }

  private void note(int node, NodeSample standby, Lsn replay, Head head, KnownWorld known) {
    Orphan orphan = orphans.get(node);
    int timeline = head.sample().timeline();
    Long goneNanos = head.goneNanos();
    long incarnation = standby.identity().startedMicros();
    if (goneNanos != null) {
      if (standby.startedNanos() - goneNanos >= 0 && standby.received() != null) {
        orphans.put(node, new Orphan(incarnation, timeline, replay.max(standby.received())));
      }
    } else if (orphan != null && timeline > orphan.timeline) {
      Lsn fork = known.fork(orphan.timeline, timeline);
      if (!head.rival()
          && orphan.incarnation == incarnation
          && fork != null
          && fork.hasReached(orphan.held)) {
        followers.put(node, new Follower(incarnation, timeline));
      }
      orphans.remove(node);
    } else if (orphan != null) {
      // It was not the end.
      orphans.remove(node);
    }
  }

  /** Another node may take its place. */
  void forget(int node) {
    orphans.remove(node);
    followers.remove(node);
  }
}
