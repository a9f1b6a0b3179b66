package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@link Catalogues} current, on a thread of its own: every {@value #INTERVAL_MILLIS} ms,
 * and at once after {@link #expire}. The primary's is read from the primary, or while there is none
 * from a physical standby, which has the same; each subscriber's is compared with it.
 *
 * <p>After {@link #expire} nothing that was read before is used again. This class is threadsafe.
 */
public final class CatalogueWatch implements AutoCloseable {

  private static final long INTERVAL_MILLIS = 5_000;
  private static final long RETRY_MILLIS = 200;
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final System.Logger LOG = System.getLogger(CatalogueWatch.class.getName());

  private final TopologyMonitor monitor;
  private final NodeConnector connector;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by lock. A reading counts only if nothing expired since it began.
  private long expiries;
  private boolean due = true;
  private boolean attempted;
  private boolean closed;

  private volatile Catalogues current = Catalogues.UNREAD;

  // Only the watch's own thread touches these.
  private final CatalogueReader reader = new CatalogueReader();
  private final PublishedTablesReader publishedTables = new PublishedTablesReader();
  private final Map<Integer, SubscribedTablesReader> subscribedTables = new HashMap<>();
  private final Map<Integer, Connection> connections = new HashMap<>();
  private final Map<Integer, Map<String, String>> lastObjections = new HashMap<>();
  private Catalogue last = Catalogue.UNREAD;
  private Map<Integer, SubscriberRelations> lastSubscribers = Map.of();
  private boolean failing;

  public CatalogueWatch(TopologyMonitor monitor, NodeConnector connector) {
    this.monitor = monitor;
    this.connector = connector;
    this.thread = new Thread(this::run, "meridian-catalogue");
    this.thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** What is known now. */
  public Catalogues current() {
    return current;
  }

  /** Waits for the first reading to end, well or badly, but no longer than {@code nanos}. */
  public void awaitFirst(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    lock.lockInterruptibly();
    try {
      while (!attempted && !closed) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return;
        }
        changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Objects have changed, or turned out to differ: nothing read so far is used again. */
  public void expire() {
    lock.lock();
    try {
      expiries++;
      due = true;
      current = Catalogues.UNREAD;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    // The thread may be in a query: its connections are closed when that ends or times out.
    thread.interrupt();
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    long pause = 0;
    try {
      monitor.await(seen -> monitor.isEveryNodeAttempted(), SETTLE_NANOS);
      while (awaitDue(pause)) {
        pause = readOnce() && !hasUncompared() ? INTERVAL_MILLIS : RETRY_MILLIS;
        attempted();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.TRACE, "closed", e);
    } finally {
      connections.values().forEach(NodeProbe::abort);
    }
  }

  private void attempted() {
    lock.lock();
    try {
      attempted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a subscriber has come that was not compared yet. */
  private boolean hasUncompared() {
    for (NodeState node : monitor.topology().nodes()) {
      if (node.up()
          && node.role() == Role.SUBSCRIBER
          && !lastSubscribers.containsKey(node.node().index())) {
        return true;
      }
    }
    return false;
  }

  /** Waits for the pause to end or for an expiry; false when closed. */
  private boolean awaitDue(long pauseMillis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
    lock.lockInterruptibly();
    try {
      while (!closed) {
        long left = deadline - System.nanoTime();
        if (due || left <= 0) {
          return true;
        }
        changed.awaitNanos(left);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private long begin() {
    lock.lock();
    try {
      due = false;
      return expiries;
    } finally {
      lock.unlock();
    }
  }

  private boolean publish(Catalogues read, long asOf) {
    lock.lock();
    try {
      if (asOf != expiries) {
        return false;
      }
      current = read;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Reads all once; whether what was read counts. */
  private boolean readOnce() throws InterruptedException {
    long asOf = begin();
    NodeState source = source(monitor.topology());
    if (source == null) {
      monitor.await(seen -> source(seen) != null, TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS));
      return false;
    }
    try {
      Connection primary = connection(source);
      last = reader.read(primary, last);
      failing = false;
      // Standbys need not wait for what concerns subscribers alone.
      publish(new Catalogues(last, current.subscribers()), asOf);
      return publish(new Catalogues(last, subscribers(source, primary)), asOf);
    } catch (SQLException e) {
      failed(source, e);
      return false;
    }
  }

  /** Without a catalogue reads go to the primary: somebody should know, but once is enough. */
  private void failed(NodeState node, SQLException e) {
    drop(node);
    if (isClosed()) {
      return;
    }
    LOG.log(
        failing ? Level.DEBUG : Level.WARNING,
        () -> "the catalogue of " + node.node() + " could not be read",
        e);
    failing = true;
  }

  private static @Nullable NodeState source(Topology seen) {
    NodeState primary = seen.primary();
    if (primary != null && primary.up()) {
      return primary;
    }
    for (NodeState node : seen.nodes()) {
      if (node.up() && node.role() == Role.STANDBY) {
        return node;
      }
    }
    return null;
  }

  /** What each subscriber holds whole; nothing of one that can not be read. */
  private Map<Integer, SubscriberRelations> subscribers(NodeState source, Connection primary) {
    if (source.role() != Role.PRIMARY) {
      // Without the primary nothing replicates that could change what they hold.
      return lastSubscribers;
    }
    lastSubscribers = Map.of();
    if (monitor.topology().countUp(Role.SUBSCRIBER) > 0) {
      try {
        lastSubscribers = compared(publishedTables.read(primary));
      } catch (SQLException e) {
        failed(source, e);
      }
    }
    return lastSubscribers;
  }

  private Map<Integer, SubscriberRelations> compared(PublishedTables published) {
    Map<Integer, SubscriberRelations> all = new HashMap<>();
    for (NodeState node : monitor.topology().nodes()) {
      if (node.up() && node.role() == Role.SUBSCRIBER) {
        try {
          SubscribedTables subscribed = readerOf(node).read(connection(node));
          all.put(node.node().index(), compared(node, published, subscribed));
        } catch (SQLException e) {
          failed(node, e);
        }
      }
    }
    return Map.copyOf(all);
  }

  private SubscriberRelations compared(
      NodeState node, PublishedTables published, SubscribedTables subscribed) {
    WholeRelations.Comparison comparison = WholeRelations.compare(published, subscribed);
    logObjections(node, comparison.objections());
    return comparison.whole();
  }

  private SubscribedTablesReader readerOf(NodeState subscriber) {
    return subscribedTables.computeIfAbsent(
        subscriber.node().index(), node -> new SubscribedTablesReader());
  }

  private void logObjections(NodeState node, Map<String, String> objections) {
    if (!objections.equals(lastObjections.put(node.node().index(), objections))) {
      objections.forEach(
          (table, why) ->
              LOG.log(Level.INFO, "{0} does not serve {1}: {2}", node.node(), table, why));
    }
  }

  private Connection connection(NodeState node) throws SQLException {
    int index = node.node().index();
    Connection open = connections.get(index);
    if (open == null || open.isClosed()) {
      open = connector.open(node.node(), Use.PROBE);
      open.setNetworkTimeout(Runnable::run, TIMEOUT_MILLIS);
      connections.put(index, open);
    }
    return open;
  }

  private void drop(NodeState node) {
    NodeProbe.abort(connections.remove(node.node().index()));
  }
}
