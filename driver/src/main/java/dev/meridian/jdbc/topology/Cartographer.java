package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Settings;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws the {@link Topology}: what was observed of each node, by the rules that make one picture of
 * it, and with what must not be forgotten between two. Not threadsafe.
 */
final class Cartographer {

  private static final System.Logger LOG = System.getLogger(Cartographer.class.getName());

  private final String database;
  private final Assessment assessment;
  private final TopologyLog log = new TopologyLog();
  // By the nodes' places.
  private final List<Observation> observations = new ArrayList<>();
  private KnownWorld known = KnownWorld.NEW;
  private Writer writer = Writer.NONE;
  private @Nullable Long goneNanos;
  // Once true this is always true: a node that comes later can not make a guess of what is known.
  private boolean settled;

  /**
   * Nothing was seen yet.
   *
   * @param database the name of the database that all nodes share
   */
  Cartographer(String database, Settings settings) {
    this.database = database;
    this.assessment = new Assessment(database, settings);
  }

  /** What must not be forgotten. */
  KnownWorld known() {
    return known;
  }

  /** What was observed last at the place of a node, which may be another's by now. */
  Observation of(Node node) {
    return observations.get(node.index());
  }

  /** What was observed last of each node, by their places. */
  List<Observation> observations() {
    return observations;
  }

  /** Whether the node is the one whose positions the timeline holds. */
  boolean isWriter(Node node) {
    return node.id() == writer.id;
  }

  /** Whether each node's first probe has ended, well or badly. */
  boolean isEveryNodeAttempted() {
    return settled || observations.stream().allMatch(Observation::attempted);
  }

  /** Tells the log who came and went. */
  void tell(Seating.Change change) {
    log.tell(change);
  }

  /** The node is gone: what was known of it is known of no other. */
  void forget(Node node) {
    observe(Observation.vacant(node.index()));
    assessment.forget(node.index());
  }

  /** Takes what is known of a node. */
  void observe(Observation observation) {
    int place = observation.node().index();
    if (place == observations.size()) {
      observations.add(observation);
    } else {
      observations.set(place, observation);
    }
  }

  /** Takes news of a node. */
  void hear(Observation observation) {
    if (observation.sample() != null) {
      known = known.withFork(of(observation.node()).sample(), observation.sample());
    }
    observe(observation);
    noticeReplacement();
  }

  /** Another system has taken the place of this one. */
  private void noticeReplacement() {
    if (known.isReplaced(observations, writer.node())) {
      LOG.log(
          Level.WARNING,
          "{0} belongs to another system than before, and none of that answers: what was seen in"
              + " the old one is no measure for this one",
          observations.get(writer.node()).node());
      known = known.replaced();
      writer = Writer.NONE;
    }
  }

  /**
   * Makes one picture of all that was observed.
   *
   * @param before where the primary's WAL stood when, as of the last picture
   * @param probing whether nodes are being asked
   */
  Topology draw(PrimaryTimeline before, boolean probing) {
    PrimaryTimeline timeline = before;
    List<Observation> heard = Twins.silenced(observations);
    RoleRules.Ruling ruling = RoleRules.rule(heard, known, database);
    Head head = null;
    if (ruling.primary() >= 0) {
      Observation primary = observations.get(ruling.primary());
      timeline = timelineWith(timeline, primary);
      head = head(primary, heard);
    }
    List<NodeState> states = new ArrayList<>(observations.size());
    for (int i = 0; i < observations.size(); i++) {
      states.add(
          assessment.of(
              heard.get(i),
              Twins.twinOf(observations.get(i), observations),
              ruling.findings().get(i),
              head,
              timeline,
              known));
    }
    Topology next =
        new Topology(
            List.copyOf(states),
            ruling.primary() < 0 ? null : states.get(ruling.primary()),
            ruling.conflict(),
            ruling.contradiction(),
            timeline);
    // Before every node was asked, a role may still be a guess: which of two answered first must
    // not decide which of them is the primary.
    settled |= probing && observations.stream().allMatch(Observation::attempted);
    if (settled) {
      remember(ruling, heard);
      log.tell(next);
    }
    return next;
  }

  private @Nullable Head head(Observation primary, List<Observation> heard) {
    if (!primary.isGone()) {
      goneNanos = null;
    } else if (goneNanos == null) {
      goneNanos = System.nanoTime();
    }
    boolean rival =
        heard.stream().anyMatch(other -> !other.equals(primary) && other.takesWritesOf(primary));
    NodeSample sample = primary.sample();
    return sample == null ? null : new Head(sample, primary.up(), goneNanos, rival);
  }

  /** A primary's answer adds to its timeline; the first of another primary begins a new one. */
  private PrimaryTimeline timelineWith(PrimaryTimeline timeline, Observation primary) {
    NodeSample sample = primary.sample();
    if (sample == null || sample.insert() == null || sample.flush() == null) {
      return timeline;
    }
    Writer now =
        new Writer(
            primary.node().index(),
            primary.node().id(),
            sample.identity().systemIdentifier(),
            sample.timeline());
    PrimaryTimeline own = now.equals(writer) ? timeline : PrimaryTimeline.EMPTY;
    writer = now;
    return own.isNewer(sample.startedNanos())
        ? own.with(sample.startedNanos(), sample.insert(), sample.flush())
        : own;
  }

  /** Whose positions the timeline holds. */
  private record Writer(int node, int id, long system, int walTimeline) {

    static final Writer NONE = new Writer(-1, -1, 0, 0);
  }

  private void remember(RoleRules.Ruling ruling, List<Observation> heard) {
    for (int i = 0; i < heard.size(); i++) {
      NodeSample sample = heard.get(i).sample();
      if (sample == null) {
        continue;
      }
      if (i == ruling.primary()) {
        known = known.withPrimary(sample);
      } else if (ruling.findings().get(i).role() == Role.SUBSCRIBER) {
        known = known.withSubscriber(sample);
      } else if (ruling.findings().get(i).role() == Role.STANDBY) {
        known = known.withStandby(sample);
      }
    }
  }
}
