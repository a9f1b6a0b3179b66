package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.topology.NodeConnector;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Observatory;
import dev.meridian.jdbc.topology.Target;
import dev.meridian.jdbc.topology.Topology;
import dev.meridian.jdbc.topology.TopologyMonitor;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The nodes as one world sees them, without those that are drained there, and the waiting for a
 * picture that serves. Threadsafe.
 */
final class Lookout implements AutoCloseable {

  // How long a first connection waits for the rest once it could be served already.
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int NONE = -1;

  private final Target target;
  private final NodeConnector connector;
  private final Observatory.Seat seat;
  private final TopologyMonitor monitor;
  private final Drains drains;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Runnable listener = this::tellListeners;
  private final Consumer<Topology> watcher = this::watched;
  // The id of the last one; written by the probes' threads.
  private volatile int primary = NONE;
  private final long startedNanos = System.nanoTime();

  /**
   * Begins to look from a seat, which it leaves when closed.
   *
   * @throws SQLException (22023) if a host to drain is none of the nodes; then the seat is left
   */
  Lookout(Target target, NodeConnector connector, Observatory.Seat seat) throws SQLException {
    this.target = target;
    this.connector = connector;
    this.seat = seat;
    this.monitor = seat.monitor();
    Settings settings = target.settings();
    try {
      this.drains = new Drains(settings.drain(), monitor.topology(), settings.maxLag());
    } catch (SQLException e) {
      seat.close();
      throw e;
    }
    monitor.listen(listener);
    monitor.watch(watcher);
  }

  /** What is seen now, with the nodes marked that are drained here. */
  Topology topology() {
    return drains.applied(monitor.topology());
  }

  /** Has something run after nodes came, went, were drained, or another became the primary. */
  void listen(Runnable follower) {
    listeners.add(follower);
  }

  /** Undoes {@link #listen}. */
  void forget(Runnable follower) {
    listeners.remove(follower);
  }

  private void watched(Topology seen) {
    NodeState now = seen.primary();
    if (now != null && now.node().id() != primary) {
      primary = now.node().id();
      tellListeners();
    }
  }

  private void tellListeners() {
    listeners.forEach(Runnable::run);
  }

  /**
   * Takes a node out of what serves reads.
   *
   * @throws SQLException (22023) if it is none of the nodes
   */
  void drain(String node) throws SQLException {
    drains.drain(node, topology(), target.settings().maxLag());
    tellListeners();
  }

  /**
   * Puts a node back.
   *
   * @throws SQLException (22023) if it is none of the nodes, or their file drains it
   */
  void undrain(String node) throws SQLException {
    drains.undrain(node, monitor.topology(), target.settings().maxLag());
  }

  /**
   * Waits for the first picture: until every node has answered or failed and the catalogue is read,
   * or a little less if some node serves already; at most for one connect timeout.
   *
   * @throws SQLException if no node is usable or the configuration contradicts what is found
   */
  void awaitReady() throws SQLException {
    long patience = patienceNanos();
    try {
      monitor.await(this::isReady, patience - (System.nanoTime() - startedNanos));
      Topology seen = verdict(Topology::isUsable, patience);
      if (seen.contradiction() != null) {
        throw Failures.contradiction(seen.contradiction());
      }
      if (!seen.isUsable()) {
        throw Failures.noNode(seen, target.settings());
      }
      seat.catalogues().awaitFirst(patience - (System.nanoTime() - startedNanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for the first probes", "57014", e);
    }
  }

  private long patienceNanos() throws SQLException {
    int seconds = connector.connectTimeoutSeconds();
    return seconds > 0 ? TimeUnit.SECONDS.toNanos(seconds) : Long.MAX_VALUE / 2;
  }

  /**
   * What is seen now; or, if that is not as wanted while some node counts as down only because a
   * statement lost its connection there, what its probe then finds. So no statement fails for the
   * lost connection of another. Waits for one connect timeout at most.
   */
  Topology seen(Predicate<Topology> wanted) throws SQLException {
    return seen(wanted, 0);
  }

  /**
   * As {@link #seen(Predicate)}.
   *
   * @param seconds how long to wait at most, or 0 for one connect timeout
   */
  Topology seen(Predicate<Topology> wanted, int seconds) throws SQLException {
    Topology now = topology();
    if (wanted.test(now)) {
      return now;
    }
    try {
      long nanos = seconds == 0 ? patienceNanos() : TimeUnit.SECONDS.toNanos(seconds);
      return verdict(wanted, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for a probe", "57014", e);
    }
  }

  /**
   * The primary, which takes writes.
   *
   * @throws SQLException (08001) if there is none
   */
  NodeState livePrimary() throws SQLException {
    Topology now = seen(Topology::isWritable);
    NodeState primary = now.primary();
    if (primary == null || !primary.up()) {
      throw Failures.noPrimary(now, target.settings());
    }
    return primary;
  }

  private Topology verdict(Predicate<Topology> wanted, long nanos) throws InterruptedException {
    return drains.applied(monitor.awaitVerdict(seen -> wanted.test(drains.applied(seen)), nanos));
  }

  private boolean isReady(Topology picture) {
    Topology seen = drains.applied(picture);
    if (monitor.isEveryNodeAttempted()) {
      return seen.isUsable()
          || seen.contradiction() != null
          || seen.conflict() != null
          || seen.nodes().stream().allMatch(Lookout::hasFailed);
    }
    boolean settled = System.nanoTime() - startedNanos > SETTLE_NANOS;
    return settled && seen.primary() != null && seen.primary().up();
  }

  private static boolean hasFailed(NodeState state) {
    return state.node().isVacant() || state.failure() != null;
  }

  @Override
  public void close() {
    monitor.unwatch(watcher);
    monitor.forget(listener);
    seat.close();
  }
}
