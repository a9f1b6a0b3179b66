package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.topology.NodeSample.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which subscribers may hold rows that a failover lost, and lack others for good. Its old publisher
 * can have sent it more than the promoted standby had; once it is pointed to that, its positions
 * pass every check, though what stood between was skipped.
 *
 * <ol>
 *   <li>With a new timeline of the primary every subscriber is in doubt. So is one that is first
 *       seen beside a primary that was promoted since its start, and one that was seen before the
 *       primary's whole system was replaced.
 *   <li>It is clean when it was seen, while it received nothing, to have applied nothing past the
 *       fork; or when all its tables were copied anew past the fork. Of another system only copies
 *       count that it did not have before.
 *   <li>It is also held to be clean when {@code trustSubscriber} says so of this timeline.
 *   <li>Once clean, it stays so until the next timeline.
 * </ol>
 *
 * <p>Not threadsafe.
 */
final class DoubtfulSubscribers {

  /**
   * What is known of one.
   *
   * @param publisher the primary's system when it was last clean, or first seen
   * @param cleanUpTo the highest timeline of that for which it is clean
   * @param copied when its tables were copied, as of when it was last clean
   */
  private record Known(long system, long publisher, int cleanUpTo, @Nullable Lsn copied) {

    boolean isCleanFor(NodeSample primary) {
      return isOf(primary) && cleanUpTo >= primary.timeline();
    }

    boolean isOf(NodeSample primary) {
      return publisher == primary.identity().systemIdentifier();
    }
  }

  private final Map<String, Integer> trusted;
  private final Map<Integer, Known> subscribers = new HashMap<>();
  private int timeline;
  private long timelineSeenNanos;

  /**
   * None are known yet.
   *
   * @param trusted by address, the timeline for which the operator says that it is clean
   */
  DoubtfulSubscribers(Map<String, Integer> trusted) {
    this.trusted = trusted;
  }

  /**
   * Why the subscriber serves nothing, or null if it is clean.
   *
   * @param fork where the primary's timeline left the one before, or null if that was not seen
   */
  @Nullable String whyNot(
      Node node, NodeSample subscriber, NodeSample primary, @Nullable Lsn fork) {
    long publisher = primary.identity().systemIdentifier();
    if (primary.timeline() != timeline) {
      timeline = primary.timeline();
      timelineSeenNanos = primary.finishedNanos();
    }
    Known known = subscribers.get(node.index());
    long system = subscriber.identity().systemIdentifier();
    if (known == null || known.system != system) {
      boolean promoted = timeline > 1 && (fork != null || primary.replay() != null);
      known = new Known(system, publisher, promoted ? 0 : timeline, null);
    }
    Lsn copied = copied(subscriber.subscriptions());
    if (known.isCleanFor(primary) || isClean(node, subscriber, primary, fork, known, copied)) {
      int cleanUpTo = known.isOf(primary) ? Math.max(known.cleanUpTo, timeline) : timeline;
      subscribers.put(node.index(), new Known(system, publisher, cleanUpTo, copied));
      return null;
    }
    subscribers.put(node.index(), known);
    return (known.isOf(primary)
            ? "it may hold what the failover to timeline " + timeline + " lost"
            : "it may hold what the system had that was there before")
        + ", and lack what came after; copy its tables again, or if it is clean say"
        + " trustSubscriber="
        + node.address()
        + "@"
        + timeline;
  }

  private boolean isClean(
      Node node,
      NodeSample subscriber,
      NodeSample primary,
      @Nullable Lsn fork,
      Known known,
      @Nullable Lsn copied) {
    Lsn begin = !known.isOf(primary) ? Lsn.ZERO : fork == null ? primary.replay() : fork;
    boolean copiedAnew =
        begin != null
            && copied != null
            && copied.compareTo(begin) > 0
            && !copied.equals(known.copied);
    boolean stoppedBefore =
        fork != null
            && known.isOf(primary)
            && subscriber.startedNanos() - timelineSeenNanos >= 0
            && hasAppliedNothingPast(fork, subscriber.subscriptions());
    return copiedAnew || stoppedBefore || isTrusted(node);
  }

  private boolean isTrusted(Node node) {
    return trusted.getOrDefault(node.address().toLowerCase(Locale.ROOT), 0) >= timeline;
  }

  private static boolean hasAppliedNothingPast(Lsn fork, List<Subscription> subscriptions) {
    return !subscriptions.isEmpty()
        && subscriptions.stream()
            .allMatch(
                each ->
                    each.worker() == null
                        && each.applied() != null
                        && !each.applied().equals(Lsn.ZERO)
                        && fork.hasReached(each.applied()));
  }

  /** After which place all tables of all subscriptions were copied, or null if not all were. */
  private static @Nullable Lsn copied(List<Subscription> subscriptions) {
    Lsn first = null;
    for (Subscription each : subscriptions) {
      if (each.copied() == null) {
        return null;
      }
      first = first == null ? each.copied() : first.min(each.copied());
    }
    return first;
  }

  /** Another node may take its place. */
  void forget(int node) {
    subscribers.remove(node);
  }
}
