package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.topology.NodeSample.Slot;
import dev.meridian.jdbc.topology.NodeSample.Subscription;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Up to where a logical subscriber has applied.
 *
 * <ol>
 *   <li>Of one subscription: the greater of what its leader apply worker has reported ({@code
 *       latest_end_lsn}) and what its slot on the primary has had confirmed. Both are only ever
 *       reported after the transactions before them were committed here. The worker's own word can
 *       stay behind on an idle primary until the next WAL, the slot's does not.
 *   <li>Of several the least: each brings other tables.
 *   <li>A subscription whose slot is not on the primary brings nothing of it, and does not count.
 *   <li>It says nothing of a table whose copy is not ready; whoever reads must look at that.
 * </ol>
 *
 * @param database the name of the database that both sides share
 */
record SubscriberPosition(String database) implements ReplicaPosition {

  @Override
  public Lsn of(NodeSample sample, @Nullable NodeSample primary) {
    return applied(sample, primary).reduce(Lsn::min).orElse(Lsn.ZERO);
  }

  @Override
  public Lsn furthest(NodeSample sample, @Nullable NodeSample primary) {
    return applied(sample, primary).reduce(Lsn::max).orElse(Lsn.ZERO);
  }

  /** The logical slot of that name for the database, or null. */
  static @Nullable Slot slot(NodeSample publisher, @Nullable String name, String database) {
    return publisher.slots().stream()
        .filter(slot -> slot.name().equals(name) && database.equals(slot.database()))
        .findFirst()
        .orElse(null);
  }

  private Stream<Lsn> applied(NodeSample sample, @Nullable NodeSample primary) {
    return sample.subscriptions().stream()
        .map(subscription -> applied(subscription, primary))
        .filter(Objects::nonNull);
  }

  /** Null for a subscription to another server. */
  private @Nullable Lsn applied(Subscription subscription, @Nullable NodeSample primary) {
    Lsn reported = ReplicaPosition.known(subscription.latestEnd());
    if (primary == null) {
      return reported;
    }
    Slot slot = slot(primary, subscription.slot(), database);
    return slot == null ? null : reported.max(ReplicaPosition.known(slot.confirmedFlush()));
  }
}
