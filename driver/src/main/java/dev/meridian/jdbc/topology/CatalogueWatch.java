package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Settings;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@link Catalogues} current, on a thread of its own.
 *
 * <ol>
 *   <li>All is read every {@value #INTERVAL_MILLIS} ms, or twice in {@code maxLag} if that is more
 *       often; and at once after {@link #expire}, when nothing that was read before is used again.
 *   <li>The subscribers' own side is read every {@code probeInterval}.
 *   <li>Definitions do not replicate: a session that has seen the primary since the last reading
 *       may have seen new ones. For such a session both sides are read again, at once ({@link
 *       #awaitConfirmed}); all who wait share one reading.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
public final class CatalogueWatch implements AutoCloseable {

  private static final long INTERVAL_MILLIS = 5_000;
  private static final long RETRY_MILLIS = 200;
  private static final long SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final System.Logger LOG = System.getLogger(CatalogueWatch.class.getName());

  private final TopologyMonitor monitor;
  private final CatalogueReading reading;
  private final long intervalNanos;
  private final long localIntervalNanos;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by lock. A reading counts only if nothing expired since it began.
  private long expiries;
  private boolean due = true;
  private boolean isWanted;
  private long wantedSince;
  private boolean attempted;
  private boolean closed;

  private volatile Catalogues current = Catalogues.UNREAD;
  // Written by the one thread.
  private volatile long comparisonNanos;

  /** Prepares the watch; {@link #start} begins it. */
  public CatalogueWatch(
      TopologyMonitor monitor,
      NodeConnector connector,
      Settings settings,
      PrimarySettings primarySettings) {
    this.monitor = monitor;
    this.reading = new CatalogueReading(monitor, connector, primarySettings);
    this.intervalNanos =
        Math.min(TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS), settings.maxLag().toNanos() / 2);
    this.localIntervalNanos = Math.min(intervalNanos, settings.probeInterval().toNanos());
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

  /** How long a reading takes, by the longest of the last few. */
  public long comparisonNanos() {
    return comparisonNanos;
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

  /** A subscriber turned out to differ: none is used until all were compared again. */
  public void doubtSubscribers() {
    lock.lock();
    try {
      expiries++;
      due = true;
      current = new Catalogues(current.primary(), Map.of(), null, null);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Asks for a reading of both sides that begins at {@code sinceNanos} or later. */
  public void want(long sinceNanos) {
    lock.lock();
    try {
      // Only what is news wakes the others: they want the same.
      if (!isWanted || sinceNanos - wantedSince > 0) {
        wantedSince = sinceNanos;
        isWanted = true;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until both sides were read since an instant.
   *
   * @return whether they were, within {@code timeoutNanos}
   */
  public boolean awaitConfirmed(long sinceNanos, long timeoutNanos) throws InterruptedException {
    long deadline = System.nanoTime() + timeoutNanos;
    lock.lockInterruptibly();
    try {
      while (!current.isConfirmedSince(sinceNanos)) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || closed) {
          return false;
        }
        want(sinceNanos);
        changed.awaitNanos(left);
      }
      return true;
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

  /** What to read, and what of it counts. */
  private record Turn(boolean all, boolean wanted, long asOf, long startedNanos) {}

  private void run() {
    long lastWhole = 0;
    boolean complete = false;
    try {
      monitor.await(seen -> monitor.isEveryNodeAttempted(), SETTLE_NANOS);
      Turn turn = next(0, false, lastWhole);
      while (turn != null) {
        boolean counts = read(turn);
        comparisonNanos =
            Math.max(
                System.nanoTime() - turn.startedNanos(), comparisonNanos - comparisonNanos / 8);
        if (turn.all()) {
          lastWhole = turn.startedNanos();
          complete = counts;
        }
        ended(turn);
        turn = next(complete ? localIntervalNanos : retryNanos(), complete, lastWhole);
      }
    } catch (InterruptedException e) {
      LOG.log(Level.TRACE, "closed", e);
    } finally {
      reading.close();
    }
  }

  private static long retryNanos() {
    return TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
  }

  private void ended(Turn turn) {
    lock.lock();
    try {
      attempted |= turn.all();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the pause to end, an expiry, or somebody who waits; null when closed. */
  private @Nullable Turn next(long pauseNanos, boolean complete, long lastWhole)
      throws InterruptedException {
    long began = System.nanoTime();
    lock.lockInterruptibly();
    try {
      while (!closed) {
        long waited = System.nanoTime() - began;
        boolean hurried = due || (isWanted && !current.isConfirmedSince(wantedSince));
        long left = (hurried ? Math.min(pauseNanos, SPACING_NANOS) : pauseNanos) - waited;
        if (left <= 0) {
          long now = System.nanoTime();
          boolean all = due || !complete || now - lastWhole >= intervalNanos;
          Turn turn = new Turn(all, isWanted, expiries, now);
          due = false;
          isWanted = false;
          return turn;
        }
        changed.awaitNanos(left);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Whether what was read counts. */
  private boolean read(Turn turn) throws InterruptedException {
    reading.forgetTheGone();
    NodeState source = reading.source();
    if (source == null) {
      monitor.await(
          seen -> reading.source() != null, TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS));
      return false;
    }
    Catalogue names = current.primary();
    Long confirmed = current.confirmedNanos();
    try {
      if (turn.all()) {
        names = reading.names(source);
        // Standbys need not wait for what concerns subscribers alone.
        publish(
            new Catalogues(names, current.subscribers(), confirmed, current.definitions()),
            turn.asOf());
      }
      if (turn.all() || turn.wanted()) {
        if (reading.readPublished(source) && !turn.all()) {
          names = reading.names(source);
        }
        confirmed = turn.startedNanos();
      }
    } catch (SQLException | RuntimeException e) {
      reading.failed(source, e);
      return false;
    }
    return publish(
        new Catalogues(names, reading.subscribers(), confirmed, reading.definitions()),
        turn.asOf());
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
}
