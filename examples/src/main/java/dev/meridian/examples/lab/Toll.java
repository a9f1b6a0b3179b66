package dev.meridian.examples.lab;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.WanLink;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Round trips that Meridian makes beyond those of pgjdbc, for each time that something is done.
 * Counted by the links between the application and the servers, borrowing and returning a
 * connection included. The median of many: what is asked now and then in the background, whatever
 * the application does, meets a few of them.
 *
 * @param read of a read in autocommit
 * @param commit of a transaction that writes
 * @param autocommitWrite of a write in autocommit
 */
record Toll(long read, long commit, long autocommitWrite) {

  private static final int TIMES = 21;
  // Until pgjdbc has prepared the statement on the server.
  private static final int BEFORE = 7;
  // Probes ask on their own, whatever is done; here they would be counted.
  private static final String FEW_PROBES = "probeInterval=60s";

  private static final String READ = "SELECT name FROM users WHERE id = ?";
  private static final String WRITE = "UPDATE users SET updated_at = now() WHERE id = ?";

  @FunctionalInterface
  private interface Doing {
    void on(Connection connection) throws SQLException;
  }

  @FunctionalInterface
  private interface Lending {
    Connection connection() throws SQLException;
  }

  /** Counts in the application's region. */
  static Toll at(Vantage application) throws SQLException {
    try (Connection direct = DriverManager.getConnection(application.primaryUrl());
        MeridianDataSource source =
            MeridianDataSource.builder().url(application.meridianUrl(FEW_PROBES)).build()) {
      Counting counting = new Counting(application, direct, source);
      return new Toll(
          counting.extra(Toll::read),
          counting.extra(Toll::commit),
          counting.extra(connection -> execute(connection, WRITE)));
    }
  }

  boolean isNothing() {
    return read == 0 && commit == 0 && autocommitWrite == 0;
  }

  private static void read(Connection connection) throws SQLException {
    execute(connection, READ);
  }

  private static void commit(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    execute(connection, WRITE);
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, 7);
      statement.execute();
    }
  }

  private record Counting(Vantage application, Connection direct, MeridianDataSource source) {

    long extra(Doing doing) throws SQLException {
      long pgjdbc = roundTrips(doing, () -> direct, false);
      if (pgjdbc == 0) {
        throw new SQLException("the links count no round trips");
      }
      return roundTrips(doing, source::getConnection, true) - pgjdbc;
    }

    private long roundTrips(Doing doing, Lending lending, boolean giveBack) throws SQLException {
      long[] counts = new long[TIMES];
      for (int i = -BEFORE; i < TIMES; i++) {
        long before = counted();
        Connection connection = lending.connection();
        doing.on(connection);
        if (giveBack) {
          connection.close();
        }
        if (i >= 0) {
          counts[i] = counted() - before;
        }
      }
      Arrays.sort(counts);
      return counts[TIMES / 2];
    }

    private long counted() {
      return application.links().stream().mapToLong(WanLink::roundTrips).sum();
    }
  }
}
