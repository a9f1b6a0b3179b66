package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What is to be thought of a node of a certain role: up to where it shows the primary's WAL, how
 * old that is, and whether it may serve anything. A replica that may not, since its history is not
 * known to be the primary's, counts as {@link Role#UNKNOWN}. Not threadsafe.
 */
final class Assessment {

  private final String database;
  private final Lineage lineage = new Lineage();
  private final DivergedNodes diverged = new DivergedNodes();
  private final DoubtfulSubscribers doubtful;
  private final StaleNodes stale;
  private final ShownBounds shown;

  /**
   * Nothing was seen yet.
   *
   * @param database the name of the database that all nodes share
   */
  Assessment(String database, Settings settings) {
    this.database = database;
    this.doubtful = new DoubtfulSubscribers(settings.trustSubscriber());
    this.stale = new StaleNodes(settings.maxLag());
    this.shown = new ShownBounds(database);
  }

  /**
   * Assesses one node.
   *
   * @param twin the node that stands for the same server, or null
   * @param head the primary, if there is one
   */
  NodeState of(
      Observation observation,
      @Nullable Node twin,
      RoleRules.Finding finding,
      @Nullable Head head,
      PrimaryTimeline timeline,
      KnownWorld known) {
    if (observation.node().isVacant()) {
      return NodeState.gone(observation.node());
    }
    NodeSample sample = observation.sample();
    NodeSample leader = head == null ? null : head.sample();
    Role role = finding.role();
    String problem = twin == null ? finding.problem() : "it is the same server as " + twin;
    if (sample != null && head != null && problem == null) {
      problem = whyNot(observation.node(), role, sample, head, known);
      role = problem == null ? role : Role.UNKNOWN;
    }
    int index = observation.node().index();
    NodeSample measure =
        role == Role.SUBSCRIBER && leader != null
            ? leader.withSlotsOf(observation.publisher())
            : leader;
    Lsn position =
        sample == null ? Lsn.ZERO : ReplicaPosition.of(role, database).of(sample, measure);
    Long freshAsOf = timeline.instantOf(position);
    boolean replica = role == Role.STANDBY || role == Role.SUBSCRIBER;
    return new NodeState(
        observation.node(),
        role,
        observation.up(),
        sample == null ? 0 : observation.node().incarnation(sample.identity().startedMicros()),
        sample,
        position,
        sample == null ? null : shown.of(index, role, sample, leader, timeline),
        freshAsOf,
        replica && stale.contains(index, freshAsOf, head != null && head.up(), System.nanoTime()),
        observation.upSinceNanos(),
        observation.steadySinceNanos(),
        observation.roundTripNanos(),
        problem,
        observation.failure());
  }

  /** What was known of a node is known of no other that takes its place. */
  void forget(int node) {
    lineage.forget(node);
    diverged.forget(node);
    doubtful.forget(node);
    stale.forget(node);
    shown.forget(node);
  }

  /** Why a replica's WAL is not known to be the primary's, or null. */
  private @Nullable String whyNot(
      Node node, Role role, NodeSample sample, Head head, KnownWorld known) {
    NodeSample primary = head.sample();
    String problem =
        switch (role) {
          case STANDBY -> lineage.whyNot(node.index(), sample, head, known);
          case SUBSCRIBER ->
              doubtful.whyNot(node, sample, primary, known.forks().get(primary.timeline()));
          case PRIMARY, UNKNOWN -> null;
        };
    if (problem != null || role == Role.PRIMARY || role == Role.UNKNOWN) {
      return problem;
    }
    Lsn furthest = ReplicaPosition.of(role, database).furthest(sample, primary);
    return diverged.contains(node.index(), furthest, sample, primary)
        ? "it stands at " + furthest + ", where the primary has not been"
        : null;
  }
}
