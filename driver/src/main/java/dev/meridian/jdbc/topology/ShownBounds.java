package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.NodeSample.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Beyond which position nothing has been shown by a replica. Not threadsafe.
 *
 * <p>A standby shows nothing beyond what it has replayed. A subscriber's apply workers apply
 * nothing beyond what they have received; but a worker that starts anew begins to tell before what
 * the one before it had applied. What was applied by others was committed before these were first
 * seen, so that they tell of it as well once they have received up to there.
 */
final class ShownBounds {

  private final String database;
  private final Map<Integer, Workers> workers = new HashMap<>();

  /**
   * @param database the name of the database that all nodes share
   */
  ShownBounds(String database) {
    this.database = database;
  }

  /**
   * The position that covers all that was read on the node before {@code sample} was asked for, or
   * null if the node does not tell.
   *
   * @param primary the primary's newest sample, if it has one
   */
  @Nullable Lsn of(
      int node,
      Role role,
      NodeSample sample,
      @Nullable NodeSample primary,
      PrimaryTimeline timeline) {
    if (role == Role.STANDBY) {
      return sample.replay();
    }
    if (role != Role.SUBSCRIBER) {
      return null;
    }
    Workers now = Workers.in(sample);
    Workers known = workers.get(node);
    Workers run = known != null && known.isSameRun(now) ? known : now;
    Lsn received = received(sample, primary);
    if (!run.coverOthers && received != null) {
      Lsn others = timeline.positionAfter(run.seenNanos);
      run = others != null && received.hasReached(others) ? run.coveringOthers() : run;
    }
    workers.put(node, run);
    return run.coverOthers ? received : null;
  }

  /** Another node has the place from now on. */
  void forget(int node) {
    workers.remove(node);
  }

  private @Nullable Lsn received(NodeSample subscriber, @Nullable NodeSample primary) {
    Lsn furthest = null;
    for (Subscription subscription : subscriber.subscriptions()) {
      if (subscription.received() == null || isElsewhere(subscription, primary)) {
        return null;
      }
      furthest = furthest == null ? subscription.received() : furthest.max(subscription.received());
    }
    return furthest;
  }

  /** Whether its positions may be those of another publisher than the primary. */
  private boolean isElsewhere(Subscription subscription, @Nullable NodeSample primary) {
    return primary != null
        && SubscriberPosition.slot(primary, subscription.slot(), database) == null;
  }

  /**
   * The apply workers of one run of a subscriber.
   *
   * @param pids of each subscription's worker in turn, null for one that does not run
   * @param seenNanos {@link System#nanoTime} when they were first seen
   * @param coverOthers whether they have received all that workers before them can have applied
   */
  private record Workers(
      NodeSample.Identity server, List<String> pids, long seenNanos, boolean coverOthers) {

    static Workers in(NodeSample sample) {
      List<String> pids =
          sample.subscriptions().stream()
              .map(subscription -> subscription.name() + " " + subscription.worker())
              .toList();
      return new Workers(sample.identity(), pids, sample.finishedNanos(), false);
    }

    boolean isSameRun(Workers other) {
      return server.equals(other.server) && pids.equals(other.pids);
    }

    Workers coveringOthers() {
      return new Workers(server, pids, seenNanos, true);
    }
  }
}
