package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.NodeSample.Slot;
import dev.meridian.jdbc.topology.NodeSample.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Up to where a read on a node sees the primary's WAL, by kind of node.
 *
 * <ul>
 *   <li>Primary: its insert position.
 *   <li>Standby: what it has replayed.
 *   <li>Subscriber: of each of its subscriptions to this primary the greater of what its leader
 *       apply worker has reported as applied and what the primary's slot has had confirmed; of
 *       several subscriptions the least. A subscription whose slot is not on the primary says
 *       nothing.
 * </ul>
 */
final class Positions {

  private Positions() {}

  static Lsn of(Role role, NodeSample node, @Nullable NodeSample primary, String database) {
    return switch (role) {
      case PRIMARY -> node.insert() == null ? Lsn.ZERO : node.insert();
      case STANDBY -> node.replay() == null ? Lsn.ZERO : node.replay();
      case SUBSCRIBER -> applied(node, primary, database);
      case UNKNOWN -> Lsn.ZERO;
    };
  }

  private static Lsn applied(NodeSample subscriber, @Nullable NodeSample primary, String database) {
    Lsn least = null;
    for (Subscription subscription : subscriber.subscriptions()) {
      Lsn applied = subscription.latestEnd() == null ? Lsn.ZERO : subscription.latestEnd();
      if (primary != null) {
        Slot slot = slot(primary, subscription.slot(), database);
        if (slot == null) {
          continue;
        }
        applied = slot.confirmedFlush() == null ? applied : applied.max(slot.confirmedFlush());
      }
      least = least == null ? applied : least.min(applied);
    }
    return least == null ? Lsn.ZERO : least;
  }

  /** The logical slot of that name for the database, or null. */
  static @Nullable Slot slot(NodeSample publisher, @Nullable String name, String database) {
    if (name == null) {
      return null;
    }
    for (Slot slot : publisher.slots()) {
      if (slot.name().equals(name) && database.equals(slot.database())) {
        return slot;
      }
    }
    return null;
  }
}
