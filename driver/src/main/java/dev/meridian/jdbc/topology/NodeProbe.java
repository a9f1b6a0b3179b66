package dev.meridian.jdbc.topology;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks one node how it is, on a connection and a thread of its own, one question at a time.
 *
 * <ol>
 *   <li>It asks at the {@link ProbePace}.
 *   <li>It asks at once when somebody wants an answer to a question sent after some instant. All
 *       who want one share it; when nobody wants one, it is quiet again.
 *   <li>Before a question it writes a little WAL, if the node is the primary and somebody wants
 *       that.
 *   <li>A refused or broken connection says that the node is down; silence, by the {@link
 *       ProbeTimeouts}, says so the second time. One that this JVM itself was late for does not
 *       count.
 *   <li>A connection to a name that turns out to have several addresses may lead to any of them: it
 *       is given up for one to the node's own.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
final class NodeProbe {

  private static final System.Logger LOG = System.getLogger(NodeProbe.class.getName());

  private final int id;
  private final NodeConnector connector;
  private final TopologyMonitor monitor;
  private final ProbePace pace;
  private final Thread thread;

  // Changes with what is said of the node, not with which it is.
  private volatile Node node;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  // Guarded by lock: answers to questions sent before this instant are not wanted any more.
  private long wantedSince;
  private boolean isWanted;
  private boolean isNudgeWanted;
  private boolean closed;
  private @Nullable Connection connection;

  // Only the probe's own thread touches these.
  private Observation observation;
  private int misses;
  private boolean seesApplied;
  private boolean connectedByName;
  private boolean isUntold;

  NodeProbe(Node node, NodeConnector connector, TopologyMonitor monitor, Duration interval) {
    this.id = node.id();
    this.node = node;
    this.connector = connector;
    this.monitor = monitor;
    this.pace = new ProbePace(interval);
    this.observation = Observation.none(node);
    this.thread = new Thread(this::run, "meridian-probe-" + node.address());
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The {@link Node#id} of its node. */
  int id() {
    return id;
  }

  /** Takes another record of the same node, and asks at once by that. */
  void relabel(Node same) {
    node = same;
    want(System.nanoTime());
  }

  /** Asks for an answer to a question that was or is sent at {@code sinceNanos} or later. */
  void want(long sinceNanos) {
    lock.lock();
    try {
      if (!isWanted || sinceNanos - wantedSince > 0) {
        wantedSince = sinceNanos;
      }
      isWanted = true;
      wanted.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Writes a little WAL before the next question, which is asked at once. */
  void nudge() {
    lock.lock();
    try {
      isNudgeWanted = true;
    } finally {
      lock.unlock();
    }
    want(System.nanoTime());
  }

  void close() {
    Connection open;
    lock.lock();
    try {
      closed = true;
      open = connection;
      wanted.signal();
    } finally {
      lock.unlock();
    }
    abort(open);
  }

  private void run() {
    long pause = 0;
    while (waitFor(pause)) {
      long started = System.nanoTime();
      if (connectedByName && node.oneOfSeveral()) {
        drop();
      }
      observation = ask(observation);
      lock.lock();
      try {
        if (closed) {
          // Its connection was closed, which says nothing of the node.
          break;
        }
        if (wantedSince - started <= 0) {
          isWanted = false;
        }
      } finally {
        lock.unlock();
      }
      observation = tell(observation, started);
      pause = pace.pauseNanos(observation, misses, monitor.topology().isWritable());
    }
    abort(connection);
  }

  /** Whatever comes of the news is no reason to ask no more. */
  private Observation tell(Observation news, long started) {
    try {
      Observation taken = monitor.observed(news, started);
      isUntold = false;
      return taken;
    } catch (RuntimeException e) {
      LOG.log(
          isUntold ? Level.DEBUG : Level.ERROR,
          () -> "what was found of " + node + " could not be taken",
          e);
      isUntold = true;
      return news;
    }
  }

  /** Waits until the next question is due or wanted; false when closed. */
  private boolean waitFor(long pauseNanos) {
    long least = ProbePace.leastNanos(observation, pauseNanos);
    long began = System.nanoTime();
    lock.lock();
    try {
      while (!closed) {
        long waited = System.nanoTime() - began;
        long left = (isWanted ? Math.min(least, pauseNanos) : pauseNanos) - waited;
        if (left <= 0) {
          return true;
        }
        wanted.awaitNanos(left);
      }
      return false;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private Observation ask(Observation before) {
    boolean reused = connection != null;
    long began = System.nanoTime();
    try {
      return answered(before);
    } catch (SQLException first) {
      drop();
      if (ProbeTimeouts.isSilence(first)) {
        boolean late = reused && ProbeTimeouts.isLate(System.nanoTime() - began, before);
        misses += late ? 0 : 1;
        return misses < 2 ? before.missed(first) : before.lost(first);
      }
      if (!reused) {
        return before.lost(first);
      }
      // The connection may have been ended for reasons of its own: only a new one tells of the
      // node.
      try {
        return answered(before);
      } catch (SQLException second) {
        drop();
        return before.lost(second);
      }
    }
  }

  /** Whatever goes wrong with one question is no reason to ask no more. */
  private Observation answered(Observation before) throws SQLException {
    try {
      return asked(before);
    } catch (RuntimeException e) {
      throw new SQLException("the probe of " + node + " failed: " + e, "XX000", e);
    }
  }

  private Observation asked(Observation before) throws SQLException {
    Connection open = connection;
    if (open == null) {
      Node now = node;
      connectedByName = !now.oneOfSeveral();
      open = connector.probe(now, ProbeTimeouts.connectSeconds(before));
      if (!keep(open)) {
        throw new SQLException("the probe is closed", "08003");
      }
      ProbeTimeouts.bound(open, before);
      seesApplied = ProbeQuery.maySeeApplied(open);
    }
    ProbeTimeouts.bound(open, before);
    if (takeNudge()) {
      nudge(open);
    }
    NodeState primary = monitor.topology().primary();
    NodeSample sample = ProbeQuery.ask(open, connector.pooler(), seesApplied);
    Observation after = before.answered(sample, primary == null ? null : primary.sample());
    misses = 0;
    return after;
  }

  private boolean takeNudge() {
    lock.lock();
    try {
      boolean wanted = isNudgeWanted;
      isNudgeWanted = false;
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  /** A commit of its own flushes all WAL before it, and ends the record in which that stopped. */
  private static void nudge(Connection primary) throws SQLException {
    try (Statement statement = primary.createStatement()) {
      statement.execute("SELECT pg_catalog.pg_logical_emit_message(true, 'meridian', '')");
    } catch (SQLException e) {
      if (ProbeTimeouts.isSilence(e)) {
        throw e;
      }
      // The role may not, or it is the primary no more; then the next commit does it.
      LOG.log(Level.DEBUG, "a nudge was refused", e);
    }
  }

  private boolean keep(Connection open) {
    lock.lock();
    try {
      if (!closed) {
        connection = open;
        return true;
      }
    } finally {
      lock.unlock();
    }
    abort(open);
    return false;
  }

  private void drop() {
    Connection open;
    lock.lock();
    try {
      open = connection;
      connection = null;
    } finally {
      lock.unlock();
    }
    abort(open);
  }

  static void abort(@Nullable Connection open) {
    if (open == null) {
      return;
    }
    try {
      open.abort(Runnable::run);
    } catch (SQLException e) {
      // Nothing is lost: the connection is of no use any more, and its socket dies with it.
      LOG.log(Level.TRACE, "a probe's connection did not close", e);
    }
  }
}
