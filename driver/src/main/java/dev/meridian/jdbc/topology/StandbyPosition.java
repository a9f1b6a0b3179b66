package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import org.jspecify.annotations.Nullable;

/** A physical standby shows what it has replayed; what it has only received is not visible yet. */
record StandbyPosition() implements ReplicaPosition {

  @Override
  public Lsn of(NodeSample sample, @Nullable NodeSample primary) {
    return ReplicaPosition.known(sample.replay());
  }
}
