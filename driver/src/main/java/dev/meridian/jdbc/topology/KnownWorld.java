package dev.meridian.jdbc.topology;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must not be forgotten between two topologies: the system that the nodes belong to, the
 * highest timeline on which it took writes, and which systems were found to be subscribers of it.
 * Immutable.
 *
 * @param systemIdentifier of the first primary that was seen, or null before
 * @param timeline the highest of its primaries so far
 * @param subscribers the system identifiers of its subscribers
 */
record KnownWorld(@Nullable Long systemIdentifier, int timeline, Set<Long> subscribers) {

  static final KnownWorld NEW = new KnownWorld(null, 0, Set.of());

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
        primary.identity().systemIdentifier(), Math.max(timeline, primary.timeline()), subscribers);
  }

  KnownWorld withSubscriber(NodeSample subscriber) {
    if (subscribers.contains(subscriber.identity().systemIdentifier())) {
      return this;
    }
    Set<Long> more = new HashSet<>(subscribers);
    more.add(subscriber.identity().systemIdentifier());
    return new KnownWorld(systemIdentifier, timeline, Set.copyOf(more));
  }
}
