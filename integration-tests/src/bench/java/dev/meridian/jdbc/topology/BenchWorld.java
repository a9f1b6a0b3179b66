package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A world as probes would find it, of any size: a primary far away, and replicas that are near. */
public final class BenchWorld {

  private static final RelationName ORDERS = new RelationName("public", "orders");
  private static final Lsn POSITION = new Lsn(1_000_000);
  private static final long NEAR_NANOS = 1_000_000;
  private static final long LONG_AGO_NANOS = 60_000_000_000L;
  private static final long FAR_NANOS = 80_000_000;

  private BenchWorld() {}

  /** The primary's catalogue: one table. */
  public static Catalogue catalogue() {
    return new Catalogue(
        1, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), Map.of(ORDERS.name(), 1));
  }

  /** What a subscriber holds: that table, whole. */
  public static SubscriberRelations relations() {
    SearchPath path = SearchPath.parse("public");
    NameSpace names = new NameSpace(List.of(), Set.of(), "app", path);
    return new SubscriberRelations(
        Map.of(ORDERS, Set.of("id", "user_id", "total", "status")), true, names, names, "");
  }

  /** The catalogues of a world in which every second replica is a subscriber. */
  public static Catalogues catalogues(int nodes, long nowNanos) {
    Map<Integer, SubscriberRelations> subscribers = new HashMap<>();
    for (int i = 2; i < nodes; i += 2) {
      subscribers.put(i, relations());
    }
    return new Catalogues(catalogue(), Map.copyOf(subscribers), nowNanos, null);
  }

  /** A world of {@code nodes} nodes, all up and caught up as of {@code nowNanos}. */
  public static Topology topology(int nodes, long nowNanos) {
    List<NodeState> states = new ArrayList<>();
    states.add(state(0, Role.PRIMARY, FAR_NANOS, nowNanos));
    for (int i = 1; i < nodes; i++) {
      Role role = i % 2 == 0 ? Role.SUBSCRIBER : Role.STANDBY;
      states.add(state(i, role, NEAR_NANOS * (1 + i * 7 % nodes), nowNanos));
    }
    PrimaryTimeline timeline = PrimaryTimeline.EMPTY.with(nowNanos, POSITION, POSITION);
    return new Topology(List.copyOf(states), states.get(0), null, null, timeline);
  }

  private static NodeState state(int index, Role role, long roundTripNanos, long nowNanos) {
    NodeSample sample =
        new NodeSample(
            nowNanos,
            nowNanos + roundTripNanos,
            new NodeSample.Identity(7, 100 + index),
            role == Role.STANDBY,
            1,
            POSITION,
            POSITION,
            POSITION,
            List.of(),
            List.of());
    return new NodeState(
        new Node(index, "db" + index, 5432, null, null),
        role,
        true,
        100 + index,
        sample,
        POSITION,
        role == Role.PRIMARY ? null : POSITION,
        nowNanos,
        false,
        nowNanos - LONG_AGO_NANOS,
        nowNanos - LONG_AGO_NANOS,
        roundTripNanos,
        null,
        null);
  }
}
