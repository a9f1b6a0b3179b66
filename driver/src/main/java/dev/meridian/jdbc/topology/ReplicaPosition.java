package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import org.jspecify.annotations.Nullable;

/** Up to where one kind of node shows the primary's WAL. Implementations are immutable. */
interface ReplicaPosition {

  /**
   * The position whose commits, and all before, are visible to every snapshot that is taken on the
   * node after {@code sample} was: {@link Lsn#ZERO} if nothing is known.
   *
   * @param primary the primary's newest sample, if it has one
   */
  Lsn of(NodeSample sample, @Nullable NodeSample primary);

  /** The furthest position of which the node has shown anything. */
  default Lsn furthest(NodeSample sample, @Nullable NodeSample primary) {
    return of(sample, primary);
  }

  /**
   * The rule for a role.
   *
   * @param database the name of the database that all nodes share
   */
  static ReplicaPosition of(Role role, String database) {
    return switch (role) {
      case PRIMARY -> (sample, primary) -> known(sample.insert());
      case STANDBY -> new StandbyPosition();
      case SUBSCRIBER -> new SubscriberPosition(database);
      case UNKNOWN -> (sample, primary) -> Lsn.ZERO;
    };
  }

  /** A position that a server tells, or the one before all. */
  static Lsn known(@Nullable Lsn told) {
    return told == null ? Lsn.ZERO : told;
  }
}
