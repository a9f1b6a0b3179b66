package dev.meridian.testkit.history;

import dev.meridian.testkit.history.Frontier.Reason;
import dev.meridian.testkit.history.Notice.Handover;
import dev.meridian.testkit.history.Notice.Loss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a history breaks of the {@linkplain Guarantee session guarantees}, in one pass over
 * its instants: the steps grow with its length, for a given number of keys.
 *
 * <ol>
 *   <li>Each session has a frontier, by key the least height it must see. A read is held against
 *       the frontier as of its own invocation, in a snapshot as of the first statement's, and
 *       against what its own operation has shown so far. What is concurrent may be seen or not.
 *   <li>When an operation has ended, the frontier is raised to what its reads showed, to what the
 *       writers of that must have seen, and, if it has succeeded, to its own writes.
 *   <li>A write depends on what a read in its place would have had to see.
 *   <li>A failed write must never be seen; one of unknown outcome may be, and then stays.
 *   <li>A handover raises one session's frontier to another's. A loss lowers the frontier of the
 *       session that is told, and of no other, for what it has asked and was not answered as well.
 * </ol>
 *
 * <p>This class is not threadsafe; one serves one check.
 */
public final class SessionChecker {

  private record Event(Operation operation, @Nullable Access access, boolean end) {}

  private record Written(Operation operation, Access access) {}

  private final History history;
  private final KeyOrders orders = new KeyOrders();
  private final Map<String, Integer> keys = new HashMap<>();
  private final Map<String, Map<Long, Written>> writers = new HashMap<>();
  private final Map<String, Frontier> sessions = new HashMap<>();
  // By the instant of the invocation; all but the dependencies are forgotten at the end. What an
  // operation has shown is its session's only when it has ended.
  private final Map<Integer, Frontier> stamps = new HashMap<>();
  private final Map<Integer, Frontier> snapshots = new HashMap<>();
  private final Map<Integer, Frontier> shown = new HashMap<>();
  private final Map<Integer, Frontier> dependencies = new HashMap<>();
  // Those that have asked something and have not ended.
  private final Map<Integer, Operation> open = new HashMap<>();
  // Of each session's lists the values whose writers it has followed.
  private final Map<String, Map<String, Integer>> followed = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private long steps;

  private SessionChecker(History history) {
    this.history = history;
  }

  /** What the history breaks, in the order of its clock; empty if nothing. */
  public static List<Violation> check(History history) {
    return new SessionChecker(history).run();
  }

  static long countSteps(History history) {
    SessionChecker checker = new SessionChecker(history);
    checker.run();
    return checker.steps;
  }

  private List<Violation> run() {
    Event[] events = new Event[history.instants()];
    Notice[] notices = new Notice[history.instants()];
    for (Operation operation : history.operations()) {
      events[operation.completed()] = new Event(operation, null, true);
      for (Access access : operation.accesses()) {
        steps += 2;
        keys.putIfAbsent(access.key(), keys.size());
        events[access.invoked()] = new Event(operation, access, false);
        events[access.completed()] = new Event(operation, access, true);
        if (access.write()) {
          writers
              .computeIfAbsent(access.key(), key -> new HashMap<>())
              .put(access.values().get(0), new Written(operation, access));
        }
      }
    }
    for (Notice notice : history.notices()) {
      notices[notice.at()] = notice;
    }
    for (int i = 0; i < events.length; i++) {
      steps++;
      Event event = events[i];
      if (event != null) {
        happen(event);
      }
      Notice notice = notices[i];
      if (notice instanceof Handover handover) {
        Frontier from = frontier(handover.from());
        sessions.put(handover.session(), absorb(frontier(handover.session()), from));
      } else if (notice instanceof Loss loss) {
        lose(loss);
      }
    }
    return violations;
  }

  private void happen(Event event) {
    Operation operation = event.operation;
    Access access = event.access;
    if (access == null) {
      end(operation);
    } else if (!event.end) {
      open.put(operation.invoked(), operation);
      stamps.put(access.invoked(), required(operation, access));
    } else {
      Frontier must = stamps.remove(access.invoked());
      if (must != null && access.height() >= 0) {
        answer(operation, access, must);
      }
    }
  }

  /** What a statement that is invoked now must see. */
  private Frontier required(Operation operation, Access access) {
    Frontier known = union(frontier(operation.session()), shown(operation));
    if (access.write()) {
      dependencies.put(access.invoked(), known);
    }
    return operation.snapshot()
        ? union(snapshots.computeIfAbsent(operation.invoked(), at -> known), shown(operation))
        : known;
  }

  /** At its end the session knows what it has shown, and its writes are there. */
  private void end(Operation operation) {
    open.remove(operation.invoked());
    snapshots.remove(operation.invoked());
    Frontier after = union(frontier(operation.session()), shown(operation));
    shown.remove(operation.invoked());
    for (Access access : operation.accesses()) {
      steps++;
      if (!access.write() && access.shape() == Shape.LIST) {
        followed(operation).merge(access.key(), access.values().size(), Math::max);
      } else if (access.write() && operation.outcome() == Outcome.OK) {
        Reason reason = new Reason(Guarantee.READ_YOUR_WRITES, operation);
        after = after.with(key(access), access.height(), reason);
      }
    }
    sessions.put(operation.session(), after);
  }

  private void answer(Operation operation, Access access, Frontier must) {
    int key = key(access);
    long least = must.heights[key] + (access.write() ? 1 : 0);
    Reason reason = must.reasons[key];
    if (access.height() < least && reason != null) {
      report(operation, access, least, reason);
    }
    // Of its own writes a transaction sees what may yet be rolled back.
    if (!access.write() && !hasWritten(operation, access)) {
      see(operation, access);
    }
  }

  private void report(Operation operation, Access access, long least, Reason reason) {
    Guarantee broken = reason.guarantee();
    if (access.write()) {
      broken =
          broken == Guarantee.READ_YOUR_WRITES
              ? Guarantee.MONOTONIC_WRITES
              : Guarantee.WRITES_FOLLOW_READS;
    }
    String words =
        "%s %s height %d, and had to be at %d or above because of operation #%d of session %s"
            .formatted(
                access.key(),
                access.write() ? "was written at" : "was read at",
                access.height(),
                least,
                reason.operation().invoked(),
                reason.operation().session());
    violations.add(
        new Violation(broken, operation.session(), reason.operation(), operation, words));
  }

  private boolean hasWritten(Operation operation, Access read) {
    for (Access access : operation.accesses()) {
      steps++;
      if (access.equals(read)) {
        return false;
      }
      if (access.write() && access.key().equals(read.key())) {
        return true;
      }
    }
    return false;
  }

  private void see(Operation operation, Access read) {
    if (orders.isLost(read)) {
      return;
    }
    steps += read.values().size() + 1L;
    Operation other = orders.conflict(operation, read);
    if (other != null) {
      String words = read.key() + " has two orders, " + read.values() + " is one of them";
      violations.add(
          new Violation(Guarantee.ONE_ORDER, operation.session(), other, operation, words));
      return;
    }
    int first =
        read.shape() == Shape.LIST
            ? Math.min(followed(operation).getOrDefault(read.key(), 0), read.values().size())
            : 0;
    Frontier seen =
        shown(operation)
            .with(key(read), read.height(), new Reason(Guarantee.MONOTONIC_READS, operation));
    for (Long value : read.values().subList(first, read.values().size())) {
      Written written = writers.getOrDefault(read.key(), Map.of()).get(value);
      if (written == null) {
        continue;
      }
      if (written.operation.outcome() == Outcome.FAILED) {
        String words = read.key() + " shows " + value + ", whose write had failed";
        violations.add(
            new Violation(
                Guarantee.ONE_ORDER, operation.session(), written.operation, operation, words));
      }
      Frontier before = dependencies.get(written.access.invoked());
      if (before != null) {
        seen = absorb(seen, before);
      }
    }
    shown.put(operation.invoked(), seen);
  }

  private Frontier shown(Operation operation) {
    return shown.computeIfAbsent(operation.invoked(), at -> new Frontier(keys.size()));
  }

  private Map<String, Integer> followed(Operation operation) {
    return followed.computeIfAbsent(operation.session(), name -> new HashMap<>());
  }

  private Frontier union(Frontier one, Frontier other) {
    steps += one.heights.length;
    return one.with(other);
  }

  private Frontier absorb(Frontier one, Frontier other) {
    steps += one.heights.length;
    return one.absorb(other);
  }

  private void lose(Loss loss) {
    if (orders.lose(loss)) {
      orders.lose(LostValues.of(history, loss));
      steps += history.operations().size();
    }
    followed.remove(loss.session());
    sessions.put(loss.session(), left(frontier(loss.session()), loss));
    for (Operation operation : open.values()) {
      if (operation.session().equals(loss.session())) {
        snapshots.computeIfPresent(operation.invoked(), (at, known) -> left(known, loss));
        shown.computeIfPresent(operation.invoked(), (at, known) -> left(known, loss));
        for (Access access : operation.accesses()) {
          stamps.computeIfPresent(access.invoked(), (at, known) -> left(known, loss));
          dependencies.computeIfPresent(access.invoked(), (at, known) -> left(known, loss));
        }
      }
    }
  }

  private Frontier left(Frontier before, Loss loss) {
    Frontier left = before;
    for (Map.Entry<String, Long> survivor : loss.surviving().entrySet()) {
      steps++;
      Integer key = keys.get(survivor.getKey());
      if (key != null) {
        left = left.cut(key, survivor.getValue());
      }
    }
    return left;
  }

  private Frontier frontier(String session) {
    return sessions.computeIfAbsent(session, name -> new Frontier(keys.size()));
  }

  private int key(Access access) {
    return keys.getOrDefault(access.key(), 0);
  }
}
