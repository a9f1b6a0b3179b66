package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.NodeSample.Identity;
import dev.meridian.jdbc.topology.NodeSample.Slot;
import dev.meridian.jdbc.topology.NodeSample.Subscription;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Observations of nodes, as a probe would make them. */
final class Samples {

  static final String DATABASE = "shop";
  static final long SYSTEM = 7;
  static final long OTHER_SYSTEM = 8;

  private Samples() {}

  static Observation primary(int index, long system, int timeline, Slot... slots) {
    return up(
        node(index, null),
        new NodeSample(
            1,
            2,
            new Identity(system, 100 + index),
            false,
            timeline,
            new Lsn(1_000),
            new Lsn(1_000),
            null,
            List.of(),
            List.of(slots)));
  }

  static Observation standby(int index, long system, @Nullable Lsn replay) {
    return up(
        node(index, null),
        new NodeSample(
            1,
            2,
            new Identity(system, 100 + index),
            true,
            1,
            null,
            null,
            replay,
            List.of(),
            List.of()));
  }

  static Observation subscriber(int index, long system, boolean enabled, String slot) {
    return up(
        node(index, null),
        new NodeSample(
            1,
            2,
            new Identity(system, 100 + index),
            false,
            1,
            new Lsn(50),
            new Lsn(50),
            null,
            List.of(new Subscription("sub", slot, enabled, 77, new Lsn(900), new Lsn(900))),
            List.of()));
  }

  static NodeSample subscribed(NodeSample subscriber, Subscription... subscriptions) {
    return new NodeSample(
        subscriber.startedNanos(),
        subscriber.finishedNanos(),
        subscriber.identity(),
        false,
        1,
        subscriber.insert(),
        subscriber.flush(),
        null,
        List.of(subscriptions),
        List.of());
  }

  /** The same answer, to a question asked at {@code startedNanos} and answered 1 ns later. */
  static NodeSample at(long startedNanos, NodeSample sample) {
    return new NodeSample(
        startedNanos,
        startedNanos + 1,
        sample.identity(),
        sample.inRecovery(),
        sample.timeline(),
        sample.insert(),
        sample.flush(),
        sample.replay(),
        sample.subscriptions(),
        sample.slots());
  }

  static Slot slot(String name) {
    return new Slot(name, DATABASE, true, new Lsn(950));
  }

  static Observation stating(Role role, Observation observation) {
    return new Observation(
        node(observation.node().index(), role),
        observation.sample(),
        observation.up(),
        observation.roundTripNanos(),
        observation.upSinceNanos(),
        observation.failure());
  }

  static Observation down(Observation observation) {
    return observation.lost(new SQLException("connection refused", "08001"));
  }

  static Observation never(int index) {
    return Observation.none(node(index, null)).lost(new SQLException("refused", "08001"));
  }

  static Node node(int index, @Nullable Role stated) {
    return new Node(index, "h" + index, 5432, null, stated);
  }

  private static Observation up(Node node, NodeSample sample) {
    return new Observation(node, sample, true, 1_000, 1, null);
  }
}
