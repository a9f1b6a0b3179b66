package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must not be forgotten between two topologies: the system that the nodes belong to, the
 * highest timeline on which it took writes, which systems were found to be subscribers of it, and
 * where timelines began. Immutable.
 *
 * @param systemIdentifier of the first primary that was seen, or null before
 * @param timeline the highest of its primaries so far
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
   * has just been promoted: a later recovery from a crash would overwrite that.
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
    more.putIfAbsent(after.timeline(), after.replay());
    return new KnownWorld(systemIdentifier, timeline, subscribers, Map.copyOf(more));
  }
}
