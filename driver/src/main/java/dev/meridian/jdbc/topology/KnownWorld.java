package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must not be forgotten between two topologies: the system that the nodes belong to, the
 * highest timeline on which it took writes, which systems were found to be subscribers of it, and
 * where timelines began. Immutable.
 *
 * @param systemIdentifier of the first primary that was seen, or null before
 * @param timeline the highest of the system so far, on a primary or on a standby that follows one
 * @param subscribers the system identifiers of its subscribers
 * @param forks by timeline, where it left the one before; of those whose promotion was seen
 */
record KnownWorld(
    @Nullable Long systemIdentifier, int timeline, Set<Long> subscribers, Map<Integer, Lsn> forks) {

  static final KnownWorld NEW = new KnownWorld(null, 0, Set.of(), Map.of());

  boolean mayBePrimary(NodeSample sample) {
    return systemIdentifier == null
        || (sample.identity().systemIdentifier() == systemIdentifier
            && sample.timeline() >= timeline);
  }

  boolean isSubscriber(long system) {
    return subscribers.contains(system);
  }

  KnownWorld withPrimary(NodeSample primary) {
    return new KnownWorld(
        primary.identity().systemIdentifier(),
        Math.max(timeline, primary.timeline()),
        subscribers,
        forks);
  }

  /** A standby that replays a timeline shows that there is a primary of it, seen or not. */
  KnownWorld withStandby(NodeSample standby) {
    boolean own =
        systemIdentifier != null && standby.identity().systemIdentifier() == systemIdentifier;
    return !own || standby.timeline() <= timeline
        ? this
        : new KnownWorld(systemIdentifier, standby.timeline(), subscribers, forks);
  }

  /**
   * Whether another system has taken the place of this one, as after {@code pg_upgrade}: where the
   * primary was is a writable server of another system that subscribes to nothing, and no server of
   * this system answers anywhere.
   *
   * @param primary where the primary was seen last, or -1
   */
  boolean isReplaced(List<Observation> observations, int primary) {
    if (systemIdentifier == null || primary < 0) {
      return false;
    }
    NodeSample there = observations.get(primary).sample();
    return there != null
        && observations.get(primary).up()
        && !there.inRecovery()
        && there.subscriptions().isEmpty()
        && !isSubscriber(there.identity().systemIdentifier())
        && observations.stream().noneMatch(this::isLive);
  }

  private boolean isLive(Observation observation) {
    return observation.up()
        && observation.sample() != null
        && systemIdentifier != null
        && observation.sample().identity().systemIdentifier() == systemIdentifier;
  }

  /** What is known of the world of another system in the same places. */
  KnownWorld replaced() {
    return new KnownWorld(null, 0, subscribers, Map.of());
  }

  /** Where the history of a timeline left an older one, or null if that was not seen. */
  @Nullable Lsn fork(int older, int newer) {
    Lsn first = null;
    for (int each = newer; each > older; each--) {
      Lsn fork = forks.get(each);
      if (fork == null) {
        return null;
      }
      first = first == null ? fork : first.min(fork);
    }
    return first;
  }

  KnownWorld withSubscriber(NodeSample subscriber) {
    if (subscribers.contains(subscriber.identity().systemIdentifier())) {
      return this;
    }
    Set<Long> more = new HashSet<>(subscribers);
    more.add(subscriber.identity().systemIdentifier());
    return new KnownWorld(systemIdentifier, timeline, Set.copyOf(more), forks);
  }

  /**
   * After the newest of a server's samples. What it says to have replayed is the fork only when it
   * has just been promoted: a later recovery from a crash would overwrite that. Of two servers that
   * were promoted to one timeline, both have the history up to where the first of them left it.
   */
  KnownWorld withFork(@Nullable NodeSample before, NodeSample after) {
    boolean promoted =
        before != null
            && before.inRecovery()
            && !after.inRecovery()
            && before.identity().equals(after.identity())
            && before.timeline() == after.timeline() - 1;
    if (!promoted || after.replay() == null) {
      return this;
    }
    Map<Integer, Lsn> more = new HashMap<>(forks);
    more.merge(after.timeline(), after.replay(), Lsn::min);
    return new KnownWorld(systemIdentifier, timeline, subscribers, Map.copyOf(more));
  }
}
