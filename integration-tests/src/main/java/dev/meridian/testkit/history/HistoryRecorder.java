package dev.meridian.testkit.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records what clients do, append only. Its clock is a count under one lock: an instant is given
 * before a statement is sent, and after its answer is there, so that what is recorded as earlier
 * was earlier.
 *
 * <p>This class is threadsafe; a {@link Running} operation belongs to one thread at a time.
 */
public final class HistoryRecorder {

  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock.
  private final List<Operation> operations = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private int clock;

  /** Notes that an operation begins. */
  public Running begin(String session, int process, boolean snapshot) {
    return new Running(session, process, snapshot);
  }

  /** The next instant. Ask before a statement is sent. */
  public int instant() {
    lock.lock();
    try {
      return clock++;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a session received what another has seen. */
  public void handOver(String from, String to) {
    lock.lock();
    try {
      notices.add(new Notice.Handover(clock++, from, to));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Notes that a session was told of a loss.
   *
   * @param failover which one, from 1
   * @param surviving by key the height that is left
   * @param gone lost values that may still be read somewhere
   */
  public void lost(String session, int failover, Map<String, Long> surviving, Set<Long> gone) {
    lock.lock();
    try {
      notices.add(new Notice.Loss(clock++, session, failover, surviving, gone));
    } finally {
      lock.unlock();
    }
  }

  /** What has ended so far. */
  public History history() {
    lock.lock();
    try {
      return new History(operations, notices, clock);
    } finally {
      lock.unlock();
    }
  }

  /** One operation under way. */
  public final class Running {
    private static final int STATEMENTS = 3;

    private final String session;
    private final int process;
    private final boolean snapshot;
    private final int invoked = instant();
    private final long from = System.nanoTime();
    private final List<Access> accesses = new ArrayList<>();
    private final Deque<Integer> instants = new ArrayDeque<>();

    private Running(String session, int process, boolean snapshot) {
      this.session = session;
      this.process = process;
      this.snapshot = snapshot;
    }

    /** From here on nothing that ends counts as known to it: its statements are asked now. */
    void fix() {
      for (int i = 0; i < STATEMENTS; i++) {
        instants.add(instant());
      }
    }

    /** The instant for a statement that is about to be sent. */
    int asked() {
      Integer fixed = instants.poll();
      return fixed == null ? instant() : fixed;
    }

    /** Notes what a read showed; {@code asked} is the {@link #instant} before it was sent. */
    public void read(int asked, Shape shape, String key, long height, List<Long> values) {
      accesses.add(new Access(false, shape, key, height, values, asked, instant()));
    }

    /** Notes a write; {@code height} is -1 if no answer came. */
    public void wrote(int asked, Shape shape, String key, long height, long value) {
      accesses.add(new Access(true, shape, key, height, List.of(value), asked, instant()));
    }

    /** Notes the end. */
    public void end(Outcome outcome, String served) {
      lock.lock();
      try {
        operations.add(
            new Operation(
                session,
                process,
                invoked,
                clock++,
                new Operation.Span(from, System.nanoTime()),
                snapshot,
                accesses,
                served,
                outcome));
      } finally {
        lock.unlock();
      }
    }
  }
}
