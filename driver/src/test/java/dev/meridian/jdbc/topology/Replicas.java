package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Pictures of a primary and its standbys, for decisions about them. Not threadsafe. */
public final class Replicas {

  /** All instants are counted from here, where a negative one is as good as any other. */
  public static final long BEGIN = -5_000_000_000_000L;

  /**
   * What is known of one node.
   *
   * @param reached up to where it shows the primary's WAL
   * @param steadySinceNanos since when it has been at hand
   */
  public record Known(
      @Nullable String region,
      boolean up,
      boolean drained,
      long roundTripNanos,
      long reached,
      long steadySinceNanos) {

    /** The same, up or not. */
    public Known up(boolean now) {
      return new Known(region, now, drained, roundTripNanos, reached, steadySinceNanos);
    }

    /** The same, drained. */
    public Known drained(boolean now) {
      return new Known(region, up, now, roundTripNanos, reached, steadySinceNanos);
    }

    /** The same, so far away. */
    public Known at(long nanos) {
      return new Known(region, up, drained, nanos, reached, steadySinceNanos);
    }

    /** The same, with so much of the primary's WAL. */
    public Known reached(long position) {
      return new Known(region, up, drained, roundTripNanos, position, steadySinceNanos);
    }

    /** The same, at hand since then. */
    public Known since(long nanos) {
      return new Known(region, up, drained, roundTripNanos, reached, nanos);
    }
  }

  private static final Lsn WRITTEN = new Lsn(1_000);

  private final List<Known> nodes = new ArrayList<>();
  private final long sampledNanos;

  /**
   * A world in which there is a primary alone.
   *
   * @param sampledNanos when the primary was asked for its position
   */
  public Replicas(long sampledNanos, long primaryNanos, @Nullable String region) {
    this.sampledNanos = sampledNanos;
    nodes.add(new Known(region, true, false, primaryNanos, WRITTEN.value(), BEGIN));
  }

  /** A primary in us, and replicas in eu (two), ap, us, and nobody knows where. */
  public static Replicas inThreeRegions(long sampledNanos) {
    return new Replicas(sampledNanos, 90_000_000, "us")
        .with(40_000_000, "eu")
        .with(20_000_000, "eu")
        .with(10_000_000, "ap")
        .with(92_000_000, "us")
        .with(1_000_000, null);
  }

  /** One more standby, which has all of the primary's WAL. */
  public Replicas with(long roundTripNanos, @Nullable String region) {
    nodes.add(new Known(region, true, false, roundTripNanos, WRITTEN.value(), BEGIN));
    return this;
  }

  /** Changes one. */
  public Replicas change(int node, UnaryOperator<Known> how) {
    nodes.set(node, how.apply(nodes.get(node)));
    return this;
  }

  /** What is known of a node. */
  public Known known(int node) {
    return nodes.get(node);
  }

  /** How many there are, the primary among them. */
  public int size() {
    return nodes.size();
  }

  /** As a router sees it. */
  public Topology topology() {
    List<NodeState> states = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      states.add(state(i, nodes.get(i)));
    }
    PrimaryTimeline timeline = PrimaryTimeline.EMPTY.with(sampledNanos, WRITTEN, WRITTEN);
    return new Topology(List.copyOf(states), states.get(0), null, null, timeline);
  }

  private NodeState state(int index, Known known) {
    Node node = new Node(index, "h" + index, 5432, known.region, null);
    NodeSample sample =
        new NodeSample(
            sampledNanos,
            sampledNanos,
            new NodeSample.Identity(7, 100 + index),
            index > 0,
            1,
            index == 0 ? WRITTEN : null,
            index == 0 ? WRITTEN : null,
            index == 0 ? null : new Lsn(known.reached),
            List.of(),
            List.of());
    return new NodeState(
        known.drained ? node.asDrained() : node,
        index == 0 ? Role.PRIMARY : Role.STANDBY,
        known.up,
        100 + index,
        sample,
        new Lsn(known.reached),
        null,
        sampledNanos,
        false,
        known.steadySinceNanos,
        known.steadySinceNanos,
        known.roundTripNanos,
        null,
        null);
  }
}
