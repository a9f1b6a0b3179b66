package dev.meridian.jdbc.topology;

import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
 *       step; every {@value #HURRIED_MILLIS} ms while no primary answers, for a minute at most, and
 *       where an answer is missing.
 *   <li>It asks at once when somebody wants an answer to a question sent after some instant. All
 *       who want one share it; when nobody wants one, it is quiet again.
 *   <li>Before a question it writes a little WAL, if the node is the primary and somebody wants
 *       that.
 *   <li>An answer may take the greater of 1 s and four round trips, a new connection the greater of
 *       2 s and ten, or what the URL says if that is less. A refused or broken connection says that
 *       the node is down; silence says so the second time. One that this JVM itself was late for
 *       does not count.
 *   <li>A connection to a name that turns out to have several addresses may lead to any of them: it
 *       is given up for one to the node's own.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
final class NodeProbe {

  private static final System.Logger LOG = System.getLogger(NodeProbe.class.getName());
  private static final long HURRIED_MILLIS = 50;
  // A login that was refused once is refused again; servers log it, and some lock the account.
  private static final long REFUSED_LOGIN_MILLIS = 5_000;
  private static final long NANOS_BETWEEN_QUESTIONS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final int LEAST_TIMEOUT_MILLIS = 1_000;
  private static final int LEAST_CONNECT_SECONDS = 2;
  private static final long HURRY_NANOS = TimeUnit.MINUTES.toNanos(1);
  // By how much a timeout may come late before it says more of this JVM than of the node.
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final int id;
  private final NodeConnector connector;
  private final TopologyMonitor monitor;
  private final long intervalNanos;
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
  // Since when no primary answers; 0 while one does.
  private long headlessSince;

  NodeProbe(Node node, NodeConnector connector, TopologyMonitor monitor, Duration interval) {
    this.id = node.id();
    this.node = node;
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
      pause = pause();
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

  private long pause() {
    long usual = intervalNanos;
    if (isHurried() || misses == 1) {
      usual = Math.min(usual, TimeUnit.MILLISECONDS.toNanos(HURRIED_MILLIS));
    }
    if (isRefusedLogin(observation.failure())) {
      usual = Math.max(usual, TimeUnit.MILLISECONDS.toNanos(REFUSED_LOGIN_MILLIS));
    }
    return usual + (long) (usual * (ThreadLocalRandom.current().nextDouble() - 0.5) / 5);
  }

  private boolean isHurried() {
    if (monitor.topology().isWritable()) {
      headlessSince = 0;
      return false;
    }
    long now = System.nanoTime();
    headlessSince = headlessSince == 0 ? now : headlessSince;
    return now - headlessSince < HURRY_NANOS;
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
    long began = System.nanoTime();
    try {
      return answered(before);
    } catch (SQLException first) {
      drop();
      if (isSilence(first)) {
        boolean late = reused && System.nanoTime() - began > timeoutNanos(before) + LATE_NANOS;
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
      open = connector.probe(now, connectSeconds(before));
      if (!keep(open)) {
        throw new SQLException("the probe is closed", "08003");
      }
      bound(open, before);
      seesApplied = ProbeQuery.maySeeApplied(open);
    }
    bound(open, before);
    if (takeNudge()) {
      nudge(open);
    }
    NodeState primary = monitor.topology().primary();
    NodeSample sample = ProbeQuery.ask(open, connector.pooler(), seesApplied);
    Observation after = before.answered(sample, primary == null ? null : primary.sample());
    misses = 0;
    return after;
  }

  private static void bound(Connection open, Observation before) throws SQLException {
    open.setNetworkTimeout(
        Runnable::run, (int) TimeUnit.NANOSECONDS.toMillis(timeoutNanos(before)));
  }

  private static long timeoutNanos(Observation before) {
    return Math.max(
        TimeUnit.MILLISECONDS.toNanos(LEAST_TIMEOUT_MILLIS), 4 * before.roundTripNanos());
  }

  /** How long a new connection may take; 0 for as long as the URL says, before the first answer. */
  private static int connectSeconds(Observation before) {
    long roundTrips = TimeUnit.NANOSECONDS.toSeconds(10 * before.roundTripNanos()) + 1;
    return before.roundTripNanos() == 0 ? 0 : (int) Math.max(LEAST_CONNECT_SECONDS, roundTrips);
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
      if (isSilence(e)) {
        throw e;
      }
      // The role may not, or it is the primary no more; then the next commit does it.
      LOG.log(Level.DEBUG, "a nudge was refused", e);
    }
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
      LOG.log(Level.TRACE, "a probe's connection did not close", e);
    }
  }
}
