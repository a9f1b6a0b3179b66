package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.NodeConnector.Use;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks one node how it is, on a connection and a thread of its own, one question at a time.
 *
 * <ol>
 *   <li>It asks every {@code probeInterval}, give or take a tenth so that probes do not march in
 *       step; every {@value #HURRIED_MILLIS} ms while no primary is known.
 *   <li>It asks at once when somebody wants an answer to a question sent after some instant. All
 *       who want one share it; when nobody wants one, it is quiet again.
 *   <li>An answer may take the greater of 1 s and four round trips. A refused or broken connection
 *       says that the node is down; a question that went unanswered says so the second time.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
final class NodeProbe {

  private static final long HURRIED_MILLIS = 50;
  // A login that was refused once is refused again; servers log it, and some lock the account.
  private static final long REFUSED_LOGIN_MILLIS = 5_000;
  private static final long NANOS_BETWEEN_QUESTIONS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final int LEAST_TIMEOUT_MILLIS = 1_000;

  private final int id;
  private final NodeConnector connector;
  private final TopologyMonitor monitor;
  private final long intervalNanos;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  // Guarded by lock: answers to questions sent before this instant are not wanted any more.
  private long wantedSince;
  private boolean isWanted;
  private boolean closed;
  private @Nullable Connection connection;

  // Only the probe's own thread touches these.
  private Observation observation;
  private int misses;

  NodeProbe(Node node, NodeConnector connector, TopologyMonitor monitor, Duration interval) {
    this.id = node.id();
    this.connector = connector;
    this.monitor = monitor;
    this.intervalNanos = interval.toNanos();
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
      observation = ask(observation);
      lock.lock();
      try {
        if (wantedSince - started <= 0) {
          isWanted = false;
        }
      } finally {
        lock.unlock();
      }
      monitor.observed(observation);
      pause = pause();
    }
    abort(connection);
  }

  private long pause() {
    long usual = intervalNanos;
    if (monitor.topology().primary() == null) {
      usual = Math.min(usual, TimeUnit.MILLISECONDS.toNanos(HURRIED_MILLIS));
    }
    if (isRefusedLogin(observation.failure())) {
      usual = Math.max(usual, TimeUnit.MILLISECONDS.toNanos(REFUSED_LOGIN_MILLIS));
    }
    return usual + (long) (usual * (ThreadLocalRandom.current().nextDouble() - 0.5) / 5);
  }

  /** Waits until the next question is due or wanted; false when closed. */
  private boolean waitFor(long pauseNanos) {
    // A node that does not answer is not asked in a hot loop, however many want to know.
    long least =
        observation.up() ? NANOS_BETWEEN_QUESTIONS : TimeUnit.MILLISECONDS.toNanos(HURRIED_MILLIS);
    least = isRefusedLogin(observation.failure()) ? pauseNanos : least;
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
    try {
      return answered(before);
    } catch (SQLException first) {
      drop();
      if (isSilence(first)) {
        return ++misses < 2 ? before.missed(first) : before.lost(first);
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

  private Observation answered(Observation before) throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = connector.open(before.node(), Use.PROBE);
      if (!keep(open)) {
        throw new SQLException("the probe is closed", "08003");
      }
    }
    long timeout =
        Math.max(LEAST_TIMEOUT_MILLIS, TimeUnit.NANOSECONDS.toMillis(4 * before.roundTripNanos()));
    open.setNetworkTimeout(Runnable::run, (int) timeout);
    Observation after = before.answered(ProbeQuery.ask(open, connector.pooler()));
    misses = 0;
    return after;
  }

  private static boolean isSilence(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRefusedLogin(@Nullable SQLException failure) {
    return failure != null
        && failure.getSQLState() != null
        && failure.getSQLState().startsWith("28");
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
      System.getLogger(NodeProbe.class.getName())
          .log(System.Logger.Level.TRACE, "a probe's connection did not close", e);
    }
  }
}
