package dev.meridian.jdbc.topology;

import static java.util.stream.Collectors.toSet;

import dev.meridian.jdbc.api.Settings;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * Which nodes there are: those of the URL, or of the file that {@code nodes} names, at the
 * addresses that their names have now. On a thread of its own where that can change.
 *
 * <ol>
 *   <li>The file is read every second; names are looked up as {@link Lookups} says.
 *   <li>A file that is broken or away leaves the nodes as they are, and is told once.
 *   <li>Those that leave stay until those that come were asked, or {@value #OVERLAP_MILLIS} ms:
 *       where all move at once, there is no moment without a node.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
final class NodeRoster implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(NodeRoster.class.getName());
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FIRST_LOOKUP_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long OVERLAP_MILLIS = 3_000;

  /**
   * Where the nodes come from.
   *
   * @param first those that there are at the beginning
   */
  record Source(
      @Nullable NodesFile file, List<Node> first, @Nullable HostLookup lookup, NodeLabels labels) {

    /**
     * Of a target.
     *
     * @throws SQLException (22023) if its file can not be read
     */
    static Source of(Target target, NodeLabels labels) throws SQLException {
      Settings settings = target.settings();
      NodesFile file = settings.nodes() == null ? null : new NodesFile(settings.nodes());
      List<Node> read = file == null ? null : file.changed();
      List<Node> first = read == null ? target.nodes() : read;
      // Whose sockets are not ours, that must be left to look names up.
      boolean own =
          PGProperty.SOCKET_FACTORY.getOrNull(target.properties()) == null
              && System.getProperty("socksProxyHost") == null;
      return new Source(file, first, own ? target.lookup() : null, labels);
    }

    List<Node> labelled() {
      return first.stream().map(labels::labelled).toList();
    }

    boolean isFixed() {
      return file == null && (lookup == null || !Lookups.concern(first));
    }
  }

  private final TopologyMonitor monitor;
  private final @Nullable NodesFile file;
  private final @Nullable Lookups lookups;
  private final NodeLabels labels;
  private final @Nullable Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by lock.
  private boolean hurried;
  private boolean closed;

  // The thread's own.
  private List<Node> listed;
  private List<Node> current = List.of();
  private @Nullable String failure;

  NodeRoster(TopologyMonitor monitor, Source source) {
    this.monitor = monitor;
    this.file = source.file();
    this.listed = source.first();
    this.labels = source.labels();
    this.lookups = source.lookup() == null ? null : new Lookups(source.lookup(), this::hurry);
    this.thread = source.isFixed() ? null : new Thread(this::run, "meridian-nodes");
    if (thread != null) {
      thread.setDaemon(true);
    }
  }

  /** Sends out the probes, once the names were looked up for the first time. */
  void start() {
    if (thread == null) {
      monitor.start();
    } else {
      thread.start();
    }
  }

  private void run() {
    try {
      long began = System.nanoTime();
      current = wanted();
      while (lookups != null
          && !lookups.isEveryNameAttempted()
          && System.nanoTime() - began < FIRST_LOOKUP_NANOS) {
        pause(FIRST_LOOKUP_NANOS);
      }
      current = wanted();
      monitor.take(current, true);
      monitor.start();
      while (pause(TICK_NANOS)) {
        readFile();
        become(wanted());
      }
    } catch (InterruptedException e) {
      LOG.log(Level.TRACE, "closed", e);
    }
  }

  private List<Node> wanted() {
    return listedAtAddresses().stream().map(labels::labelled).toList();
  }

  private List<Node> listedAtAddresses() {
    if (lookups == null) {
      return listed;
    }
    Set<String> lost =
        monitor.topology().nodes().stream()
            .filter(state -> !state.up())
            .map(state -> state.node().host())
            .collect(toSet());
    return lookups.at(listed, lost, System.nanoTime());
  }

  private void become(List<Node> wanted) throws InterruptedException {
    if (wanted.equals(current)) {
      return;
    }
    current = wanted;
    monitor.take(wanted, false);
    monitor.await(
        seen -> seen.nodes().stream().allMatch(NodeState::isAttempted),
        TimeUnit.MILLISECONDS.toNanos(OVERLAP_MILLIS));
    monitor.take(wanted, true);
  }

  private void readFile() {
    if (file == null) {
      return;
    }
    try {
      List<Node> read = file.changed();
      if (read != null) {
        listed = read;
      }
      if (failure != null && read != null) {
        LOG.log(Level.INFO, "{0} can be read again", file.setting());
        failure = null;
      }
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).equals(failure)) {
        failure = e.getMessage();
        LOG.log(Level.WARNING, "the nodes stay as they are: {0}", failure);
      }
    }
  }

  private void hurry() {
    lock.lock();
    try {
      hurried = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a lookup has ended, but no longer than that; false when closed. */
  private boolean pause(long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (!closed && !hurried && left > 0) {
        left = changed.awaitNanos(left);
      }
      hurried = false;
      return !closed;
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
    if (thread != null) {
      thread.interrupt();
    }
  }
}
