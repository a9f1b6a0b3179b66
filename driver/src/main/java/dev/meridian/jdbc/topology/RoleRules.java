package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.NodeSample.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each node is. A pure function of the newest observations and of what was known before.
 *
 * <ol>
 *   <li>In recovery: a standby, if it tells its replay position and belongs to the known system.
 *   <li>Writable with a subscription, enabled or not, whose slot exists on another known node, or
 *       that was found to be one before: a subscriber. If two nodes subscribe to each other,
 *       neither is.
 *   <li>Writable with a subscription whose slot is on none of them: unknown while any other node is
 *       out of reach, since that may be the publisher, or a standby of another system, since its
 *       primary would be the publisher; never a primary then.
 *   <li>Any other writable node may be the primary, if it belongs to the known system and its
 *       timeline is not below the highest seen. Of several the highest timeline wins; where that
 *       does not decide, there is no primary and {@link Ruling#conflict} names them.
 *   <li>A role stated by {@code roles} that contradicts what is found makes the node unknown; where
 *       nothing contradicts, it decides between subscriber and primary.
 * </ol>
 */
final class RoleRules {

  /**
   * What one node was found to be.
   *
   * @param publisher for a subscriber, the node that it subscribes to, or null if only remembered
   */
  record Finding(Role role, @Nullable String problem, @Nullable Node publisher) {

    static Finding of(Role role) {
      return new Finding(role, null, null);
    }

    static Finding refused(String problem) {
      return new Finding(Role.UNKNOWN, problem, null);
    }
  }

  /**
   * What all nodes are.
   *
   * @param findings one for each observation, in its order
   * @param primary the index of the primary, or -1
   */
  record Ruling(
      List<Finding> findings,
      int primary,
      @Nullable String conflict,
      @Nullable String contradiction) {}

  private final List<Observation> observations;
  private final KnownWorld known;
  private final String database;
  private final Finding[] findings;

  private RoleRules(List<Observation> observations, KnownWorld known, String database) {
    this.observations = observations;
    this.known = known;
    this.database = database;
    this.findings = new Finding[observations.size()];
  }

  /**
   * Rules on all nodes.
   *
   * @param database the name of the database that all nodes share
   */
  static Ruling rule(List<Observation> observations, KnownWorld known, String database) {
    return new RoleRules(observations, known, database).rule();
  }

  private Ruling rule() {
    List<Integer> candidates = new ArrayList<>();
    for (int i = 0; i < findings.length; i++) {
      findings[i] = first(i);
      if (findings[i].role == Role.PRIMARY) {
        candidates.add(i);
      }
    }
    PrimaryElection election = PrimaryElection.among(candidates, observations, known);
    for (int i : candidates) {
      if (i != election.primary()) {
        findings[i] = Finding.refused(election.whyNot(i));
      }
    }
    Long system = election.system();
    for (int i = 0; i < findings.length; i++) {
      NodeSample sample = observations.get(i).sample();
      if (findings[i].role == Role.STANDBY
          && sample != null
          && system != null
          && sample.identity().systemIdentifier() != system) {
        findings[i] =
            Finding.refused(
                "a standby of another system: "
                    + sample.identity().systemIdentifier()
                    + ", not "
                    + system);
      }
    }
    return new Ruling(List.of(findings), election.primary(), election.conflict(), contradiction());
  }

  private @Nullable String contradiction() {
    for (int i = 0; i < findings.length; i++) {
      String problem = findings[i].problem;
      if (problem != null && problem.startsWith(CONTRADICTION)) {
        return observations.get(i).node() + ": " + problem;
      }
    }
    return null;
  }

  private static final String CONTRADICTION = "roles= states ";

  /** What the node is by its own sample; any that may be the primary counts as one for now. */
  private Finding first(int index) {
    Observation observation = observations.get(index);
    NodeSample sample = observation.sample();
    if (sample == null) {
      return new Finding(Role.UNKNOWN, null, null);
    }
    Role stated = observation.node().statedRole();
    if (sample.inRecovery()) {
      return inRecovery(sample, stated);
    }
    Finding found = writable(index, sample, stated);
    if (stated == Role.STANDBY) {
      return contradiction(stated, "it is not in recovery and takes writes");
    }
    if (stated == Role.SUBSCRIBER && sample.subscriptions().isEmpty()) {
      return contradiction(stated, "it has no subscription");
    }
    if (stated == Role.PRIMARY && found.role == Role.SUBSCRIBER) {
      return contradiction(
          stated,
          "its subscription "
              + sample.subscriptions().get(0).name()
              + " replicates from "
              + found.publisher);
    }
    return found;
  }

  private static Finding inRecovery(NodeSample sample, @Nullable Role stated) {
    if (stated == Role.PRIMARY || stated == Role.SUBSCRIBER) {
      return contradiction(stated, "it is in recovery, a STANDBY");
    }
    if (sample.replay() == null) {
      return Finding.refused(
          "it is in recovery but has no replay position (as Aurora's readers), so that its freshness"
              + " can not be known");
    }
    return Finding.of(Role.STANDBY);
  }

  private Finding writable(int index, NodeSample sample, @Nullable Role stated) {
    if (sample.subscriptions().isEmpty()) {
      return Finding.of(Role.PRIMARY);
    }
    Node publisher = publisherOf(index);
    if (publisher != null) {
      if (index == indexOf(publisherOf(publisher.index()))) {
        return Finding.refused("it and " + publisher + " subscribe to each other");
      }
      return new Finding(Role.SUBSCRIBER, null, publisher);
    }
    if (stated == Role.SUBSCRIBER || known.isSubscriber(sample.identity().systemIdentifier())) {
      return Finding.of(Role.SUBSCRIBER);
    }
    if (stated == Role.PRIMARY) {
      return Finding.of(Role.PRIMARY);
    }
    for (Observation other : observations) {
      if (isStandbyOfAnotherSystem(other, sample)) {
        return Finding.refused(
            "it has the subscription "
                + sample.subscriptions().get(0).name()
                + " to a server that is not listed, and "
                + other.node()
                + " is a standby of another system than it; name the primary, or state the roles by"
                + " roles=");
      }
      if (other.node().index() != index && !other.up()) {
        return Finding.refused(
            "it has the subscription "
                + sample.subscriptions().get(0).name()
                + ", and "
                + other.node()
                + ", which may be its publisher, is out of reach");
      }
    }
    return Finding.of(Role.PRIMARY);
  }

  private static boolean isStandbyOfAnotherSystem(Observation other, NodeSample own) {
    NodeSample sample = other.sample();
    return sample != null
        && sample.inRecovery()
        && sample.identity().systemIdentifier() != own.identity().systemIdentifier();
  }

  private static int indexOf(@Nullable Node node) {
    return node == null ? -1 : node.index();
  }

  /** The other known node that has the slot of one of this node's subscriptions, or null. */
  private @Nullable Node publisherOf(int index) {
    NodeSample sample = observations.get(index).sample();
    if (sample == null || sample.inRecovery()) {
      return null;
    }
    Node standbyWithSlot = null;
    for (Subscription subscription : sample.subscriptions()) {
      for (Observation other : observations) {
        NodeSample publisher = other.sample();
        if (other.node().index() != index
            && publisher != null
            && SubscriberPosition.slot(publisher, subscription.slot(), database) != null) {
          if (!publisher.inRecovery()) {
            return other.node();
          }
          standbyWithSlot = other.node();
        }
      }
    }
    return standbyWithSlot;
  }

  private static Finding contradiction(Role stated, String found) {
    return Finding.refused(CONTRADICTION + stated + ", but " + found);
  }
}
