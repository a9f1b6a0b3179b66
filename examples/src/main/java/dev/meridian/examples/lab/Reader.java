package dev.meridian.examples.lab;

import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Route;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Reads until it is closed, in autocommit, on one connection that it keeps until a read fails:
 * without a pause where a read takes {@value #LEAST_MILLIS} ms or more. Who reads at home reads no
 * faster than that, since eight who do keep the machine so busy that every node seems far. This
 * class is threadsafe.
 */
final class Reader implements Runnable, AutoCloseable {

  private static final long AFTER_A_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int LEAST_MILLIS = 5;
  private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(LEAST_MILLIS);
  private static final int USERS = 1_000;

  private final DataSource database;
  private volatile Tally tally = new Tally();
  private volatile boolean closed;

  Reader(DataSource database) {
    this.database = database;
  }

  /** Counts from now on. */
  void count() {
    tally = tally.next();
  }

  /** What its reads have met since they are counted. */
  Seen seen() {
    return tally.seen();
  }

  @Override
  public void run() {
    while (!closed) {
      try (Connection connection = database.getConnection()) {
        while (!closed) {
          long began = System.nanoTime();
          Route route = read(connection);
          tally.served(route);
          LockSupport.parkNanos(LEAST_NANOS - (System.nanoTime() - began));
        }
      } catch (SQLException e) {
        tally.failed(String.valueOf(e.getMessage()));
        LockSupport.parkNanos(AFTER_A_FAILURE_NANOS);
      }
    }
  }

  private static Route read(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT name, region FROM users WHERE id = ?")) {
      select.setLong(1, 1 + ThreadLocalRandom.current().nextLong(USERS));
      try (ResultSet row = select.executeQuery()) {
        Route route = connection.unwrap(MeridianConnection.class).lastRoute();
        if (!row.next() || route == null) {
          throw new SQLException("a read brought no row: " + route);
        }
        return route;
      }
    }
  }

  /** Ends it, after the read that is under way. */
  @Override
  public void close() {
    closed = true;
  }
}
