package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Nudge;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Settings;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@link Topology} current: one {@link NodeProbe} a node, and the rules that make one
 * picture of their answers. This class is threadsafe.
 */
public final class TopologyMonitor implements AutoCloseable {

  private final Probes probes;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by lock.
  private final Seating seating = new Seating();
  private final Credence credence = new Credence(this::wantAll);
  private final Cartographer cartographer;
  private final @Nullable Nudging nudging;

  // No lock is needed to read these: whoever waits at one monitor may look at another.
  private volatile KnownWorld known = KnownWorld.NEW;
  private volatile Topology topology;
  private final List<Consumer<Topology>> watchers = new CopyOnWriteArrayList<>();

  /** Prepares the probes; {@link #start} sends them out. */
  public TopologyMonitor(Target target, NodeConnector connector) {
    Settings settings = target.settings();
    cartographer = new Cartographer(target.database(), settings);
    nudging = settings.nudge() == Nudge.ON ? new Nudging() : null;
    probes = new Probes(this, connector, settings.probeInterval());
    topology = new Topology(List.of(), null, null, null, PrimaryTimeline.EMPTY);
    take(target.nodes(), true);
  }

  /** Sends out the probes. */
  public void start() {
    probes.start();
  }

  /**
   * Takes up nodes that are new, and lets others go: their probes end, and what was known of them
   * is known of no other.
   *
   * @param wanted in any order; their places are given here
   * @param alone whether all others are let go
   */
  void take(List<Node> wanted, boolean alone) {
    Seating.Change change;
    Runnable rest;
    lock.lock();
    try {
      change = seating.seat(wanted, alone);
      rest = probes.replace(change);
      cartographer.tell(change);
      change.left().forEach(this::left);
      change.relabelled().forEach(node -> cartographer.observe(cartographer.of(node).of(node)));
      change.taken().forEach(node -> cartographer.observe(Observation.none(node)));
      if (!change.isNone()) {
        draw();
      }
    } finally {
      lock.unlock();
    }
    rest.run();
    if (!change.isNone()) {
      listeners.forEach(Runnable::run);
    }
  }

  private void left(Node node) {
    cartographer.forget(node);
    credence.forget(node);
  }

  /** Has something run after nodes were taken up, let go, or marked as drained. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** Undoes {@link #listen}. */
  public void forget(Runnable listener) {
    listeners.remove(listener);
  }

  /** The newest picture. */
  public Topology topology() {
    return topology;
  }

  /** Asks a node for a fresh answer, at once and without waiting for it. */
  public void want(Node node) {
    want(node, System.nanoTime());
  }

  private void want(Node node, long sinceNanos) {
    probes.want(node, sinceNanos);
  }

  /** Asks every node for a fresh answer, at once and without waiting for it. */
  public void wantAll() {
    probes.wantAll(System.nanoTime());
  }

  /** Whether each node's first probe has ended, well or badly. */
  public boolean isEveryNodeAttempted() {
    lock.lock();
    try {
      return cartographer.isEveryNodeAttempted();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the picture is as wanted, looking at each new one.
   *
   * @return whether it is, within {@code timeoutNanos}
   */
  public boolean await(Predicate<Topology> wantedPicture, long timeoutNanos)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeoutNanos;
    lock.lockInterruptibly();
    try {
      while (!wantedPicture.test(topology)) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a replica has reached a position. Whoever waits for the same nodes shares their
   * probes, which ask without pause until nobody waits.
   *
   * @param wanted the position, or null while the primary has to be asked for it
   * @return whether it has, within {@code timeoutNanos}
   */
  public boolean awaitReached(
      Node replica, Function<Topology, @Nullable Lsn> wanted, long timeoutNanos)
      throws InterruptedException {
    return await(
            picture -> {
              NodeState state = picture.of(replica);
              Lsn position = wanted.apply(picture);
              if (position != null && state.position().hasReached(position)) {
                arrived(state);
                return true;
              }
              NodeState primary = picture.primary();
              if (primary != null && (position == null || state.role() == Role.SUBSCRIBER)) {
                want(primary.node());
              }
              if (position != null) {
                want(replica);
                nudge(picture, state, position);
              }
              return !state.isLiveReplica();
            },
            timeoutNanos)
        && isAt(replica, wanted);
  }

  /**
   * Under the lock.
   *
   * @param wanted what somebody waits for, or null to look at what was waited for before
   */
  private void nudge(Topology picture, NodeState replica, @Nullable Lsn wanted) {
    NodeState primary = picture.primary();
    if (nudging == null || primary == null || !primary.up()) {
      return;
    }
    long now = System.nanoTime();
    if (wanted == null
        ? nudging.isStillDue(replica, primary.incarnation(), now)
        : nudging.isDue(replica, wanted, primary.incarnation(), now)) {
      probes.nudge(primary.node());
    }
  }

  private void arrived(NodeState replica) {
    if (nudging != null) {
      nudging.arrived(replica);
    }
  }

  private boolean isAt(Node replica, Function<Topology, @Nullable Lsn> wanted) {
    Topology now = topology;
    Lsn position = wanted.apply(now);
    NodeState state = now.of(replica);
    return position != null && state.isLiveReplica() && state.position().hasReached(position);
  }

  /** Waits until a node has answered a question that was sent from now on, or has failed to. */
  public void awaitFreshAnswer(Node node, long timeoutMillis) throws InterruptedException {
    long now = System.nanoTime();
    want(node);
    await(
        picture -> {
          NodeState state = picture.of(node);
          return !state.up()
              || (state.sample() != null && state.sample().startedNanos() - now >= 0);
        },
        TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
  }

  /**
   * Waits for a picture as wanted as long as some node counts as down by a statement's word alone:
   * one server session can end for reasons of its own. Once closed, no probe will say.
   *
   * @return the newest picture, as wanted or not
   */
  public Topology awaitVerdict(Predicate<Topology> wantedPicture, long timeoutNanos)
      throws InterruptedException {
    await(
        seen -> credence.suspectsNobody() || probes.isClosed() || wantedPicture.test(seen),
        timeoutNanos);
    return topology;
  }

  /** What the primary and its physical standbys share, or null before a primary was seen. */
  public @Nullable Long systemIdentifier() {
    return known.systemIdentifier();
  }

  /**
   * Where the history of a timeline of the primary's system left an older one, or null if that was
   * not seen.
   */
  public @Nullable Lsn fork(int older, int newer) {
    return known.fork(older, newer);
  }

  @Override
  public void close() {
    probes.close();
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A statement on the node lost its connection: it counts as down until its probe says otherwise.
   */
  public void suspect(Node node, SQLException cause) {
    lock.lock();
    try {
      Observation before = cartographer.of(node);
      if (before.node().id() != node.id()) {
        return;
      }
      credence.suspect(node);
      publish(before.lost(cause));
    } finally {
      lock.unlock();
    }
    want(node);
  }

  /**
   * Takes what a statement learned of the primary's WAL, as its probe would have.
   *
   * @param asked the primary as it was when the statement went there
   * @param startedNanos {@link System#nanoTime} before the statement was sent
   * @param covering covers all that was seen or written anywhere before {@code startedNanos}
   * @param flush up to where WAL was durable
   */
  public void learned(NodeState asked, long startedNanos, Lsn covering, Lsn flush) {
    lock.lock();
    try {
      NodeState primary = topology.primary();
      PrimaryTimeline timeline = topology.timeline();
      if (primary == null
          || primary.node().id() != asked.node().id()
          || primary.incarnation() != asked.incarnation()
          || !cartographer.isWriter(primary.node())
          || !timeline.isNewer(startedNanos)) {
        return;
      }
      topology = topology.with(timeline.with(startedNanos, covering, flush));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Shows each new picture to somebody, who must not wait, on the threads of the probes. */
  public void watch(Consumer<Topology> watcher) {
    watchers.add(watcher);
  }

  /** Undoes {@link #watch}. */
  public void unwatch(Consumer<Topology> watcher) {
    watchers.remove(watcher);
  }

  /**
   * Takes a probe's news.
   *
   * @param askedNanos {@link System#nanoTime} before it asked
   * @return the same as it counts, from which the probe goes on: what counts as a loss ends the
   *     time since which the node is up
   */
  Observation observed(Observation observation, long askedNanos) {
    Observation taken = observation;
    lock.lock();
    try {
      Observation before = cartographer.of(observation.node());
      Node node = before.node();
      if (node.id() == observation.node().id()) {
        taken =
            credence.of(
                before,
                observation,
                askedNanos,
                cartographer.isWriter(node),
                cartographer.observations());
        publish(taken);
        nudge(topology, topology.of(node), null);
      }
    } finally {
      lock.unlock();
    }
    Topology now = topology;
    watchers.forEach(watcher -> watcher.accept(now));
    return taken;
  }

  private void publish(Observation observation) {
    cartographer.hear(observation);
    draw();
  }

  private void draw() {
    Topology next = cartographer.draw(topology.timeline(), probes.isRunning());
    known = cartographer.known();
    topology = next;
    changed.signalAll();
  }
}
