package dev.meridian.failover;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * An application's thread that asks for one thing over and over, until it is closed. Threadsafe.
 */
final class Client implements AutoCloseable {

  private static final Duration PACE = Duration.ofMillis(20);
  private static final Duration LOOKS_EVERY = Duration.ofMillis(2);

  private final DataSource source;
  private final String sql;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean closed;

  /** Begins at once. */
  Client(String name, DataSource source, String sql) {
    this.source = source;
    this.sql = sql;
    this.thread = new Thread(this::work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    while (!closed) {
      calls.add(call());
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  private Call call() {
    long began = System.nanoTime();
    String state = "";
    String answer = "";
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      if (statement.execute()) {
        try (ResultSet rows = statement.getResultSet()) {
          rows.next();
          answer = String.valueOf(rows.getString(1));
        }
      }
    } catch (SQLException e) {
      state = String.valueOf(e.getSQLState());
    }
    return new Call(began, System.nanoTime(), state, answer);
  }

  /** All that have ended. */
  List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Waits for a call as wanted; false if none has ended in time. */
  boolean await(Predicate<Call> wanted, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (calls.stream().noneMatch(wanted)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOKS_EVERY.toNanos());
    }
    return true;
  }

  /** Does not wait for the call that is under way. */
  @Override
  public void close() {
    closed = true;
  }
}
