package dev.meridian.examples.lab;

import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Route;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * Writes, and reads it back at once: what a page that shows what was just saved does. Half of the
 * writes are a statement in autocommit, half a transaction.
 */
final class Echo {

  private static final int THREADS = 10;
  private static final int TIMES = 51;

  private final DataSource database;
  private final String region;

  Echo(DataSource database, String region) {
    this.database = database;
    this.region = region;
  }

  /**
   * What was measured.
   *
   * @param pair from before the write until the read was answered
   * @param read from before the read until it was answered
   * @param servedLocally the share of reads that a node of the region served, 0 to 1
   * @param stale how many reads did not show their write
   */
  record Result(Quantiles pair, Quantiles read, double servedLocally, int stale) {}

  private record One(long pairNanos, long readNanos, boolean local, boolean seen) {}

  /** Runs it from several threads that share one {@code DataSource}. */
  Result run() throws SQLException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<One>>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long user = 1L + i;
        running.add(threads.submit(() -> pairs(user)));
      }
      List<One> all = new ArrayList<>();
      for (Future<List<One>> each : running) {
        all.addAll(each.get());
      }
      return result(all);
    } catch (InterruptedException | ExecutionException e) {
      throw new SQLException("reading own writes failed", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Result result(List<One> all) {
    return new Result(
        new Quantiles(all.stream().map(One::pairNanos).toList()),
        new Quantiles(all.stream().map(One::readNanos).toList()),
        (double) all.stream().filter(One::local).count() / all.size(),
        (int) all.stream().filter(one -> !one.seen()).count());
  }

  private List<One> pairs(long user) throws SQLException {
    List<One> pairs = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      String name = region + " " + user + " " + i;
      long began = System.nanoTime();
      write(user, name, i % 2 == 0);
      long written = System.nanoTime();
      One one = read(user, name, began, written);
      if (i > 0) {
        pairs.add(one);
      }
    }
    return pairs;
  }

  private void write(long user, String name, boolean autoCommit) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(autoCommit);
      try (PreparedStatement update =
          connection.prepareStatement("UPDATE users SET name = ? WHERE id = ?")) {
        update.setString(1, name);
        update.setLong(2, user);
        update.executeUpdate();
      }
      if (!autoCommit) {
        connection.commit();
        connection.setAutoCommit(true);
      }
    }
  }

  private One read(long user, String name, long began, long written) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT name FROM users WHERE id = ?")) {
      select.setLong(1, user);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        String seen = row.getString(1);
        long now = System.nanoTime();
        Route route =
            connection.isWrapperFor(MeridianConnection.class)
                ? connection.unwrap(MeridianConnection.class).lastRoute()
                : null;
        return new One(
            now - began,
            now - written,
            route != null && region.equals(route.region()),
            name.equals(seen));
      }
    }
  }
}
