package dev.meridian.integration.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches every call of JDBC: none may last longer than a limit, and each failure must be an {@code
 * SQLException} of a documented state. Threadsafe.
 */
final class Watch implements AutoCloseable {

  /** docs/routing.md, docs/failover.md and docs/residency.md. */
  static final Set<String> DOCUMENTED =
      Set.of(
          "08001", "08003", "08004", "08006", "08007", "08S01", "08S02", "25006", "25P02", "40001",
          "40P01", "53300", "55000", "57014", "57P01", "57P02", "57P03", "MR001");

  private static final Duration LOOKS_EVERY = Duration.ofMillis(200);

  private record Call(String name, long began, Thread thread) {}

  /** Something that is done with JDBC. */
  @FunctionalInterface
  interface Work<R extends @Nullable Object> {
    R run() throws Throwable;
  }

  private final Duration limit;
  private final Map<Thread, Call> underWay = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> slowest = new ConcurrentHashMap<>();
  private final List<String> findings = new CopyOnWriteArrayList<>();
  private final Set<Call> hung = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  Watch(Duration limit) {
    this.limit = limit;
    Thread dog = new Thread(this::look, "watchdog");
    dog.setDaemon(true);
    dog.start();
  }

  /** Does it, in sight. */
  <R extends @Nullable Object> R call(String name, Work<R> work) throws Throwable {
    Thread thread = Thread.currentThread();
    long began = System.nanoTime();
    underWay.put(thread, new Call(name, began, thread));
    try {
      return work.run();
    } catch (SQLException e) {
      failed(name, e);
      throw e;
    } catch (Throwable e) {
      findings.add(name + " throws no SQLException but " + e);
      throw e;
    } finally {
      underWay.remove(thread);
      slowest
          .computeIfAbsent(name, any -> new AtomicLong())
          .accumulateAndGet(System.nanoTime() - began, Math::max);
    }
  }

  private void failed(String name, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    failures.computeIfAbsent(state, any -> new LongAdder()).increment();
    if (!DOCUMENTED.contains(state)) {
      findings.add(name + " fails with the state " + state + ", which is documented nowhere: " + e);
    }
  }

  private void look() {
    try {
      while (!closed.await(LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        for (Call call : underWay.values()) {
          if (now - call.began > limit.toNanos() && hung.add(call)) {
            findings.add(call.name + " hangs for " + limit + " in " + stack(call.thread));
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String stack(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .map(frame -> "\n    at " + frame)
        .collect(Collectors.joining("", thread.getName(), ""));
  }

  /** What must not have happened. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  boolean isHung() {
    return !hung.isEmpty();
  }

  /** Failed calls by state, and the slowest call of each kind. */
  @Override
  public String toString() {
    Map<String, String> seconds = new TreeMap<>();
    slowest.forEach(
        (name, nanos) -> {
          if (nanos.get() > TimeUnit.SECONDS.toNanos(1)) {
            seconds.put(name, "%.1f s".formatted(nanos.get() / 1e9));
          }
        });
    return "failed calls " + new TreeMap<>(failures) + ", slowest " + seconds;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
