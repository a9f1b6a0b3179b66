package dev.meridian.examples.lab;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Route;
import dev.meridian.testkit.Vantage;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * A web application under even load, in one session, that of its whole data source: what one
 * request writes, all must see. Others may write meanwhile.
 */
final class Traffic {

  private static final int READS_A_SECOND = 200;
  // A transaction over the ocean takes half a second.
  private static final int HANDS = 20;
  private static final String POOL = "maxConnections=" + 2 * HANDS;
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(8);
  private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(6);
  private static final int USERS = 1_000;

  private final Vantage application;
  private final DataSource others;
  private final Queue<Long> reads = new ConcurrentLinkedQueue<>();
  private final LongAdder local = new LongAdder();
  private volatile boolean measuring;

  /**
   * An application that does nothing yet.
   *
   * @param others what others write with
   */
  Traffic(Vantage application, DataSource others) {
    this.application = application;
    this.others = others;
  }

  /**
   * Runs it for some seconds.
   *
   * @param writes transactions of its own that write, a second
   * @param elsewhere transactions that others write, a second
   */
  TrafficResult run(int writes, int elsewhere) throws SQLException {
    try (MeridianDataSource mine =
            MeridianDataSource.builder().url(application.meridianUrl(POOL)).build();
        Beat beat = new Beat(3 * HANDS)) {
      beat.start(READS_A_SECOND, HANDS, () -> read(mine));
      LongAdder own = writing(beat, writes, () -> buy(mine));
      LongAdder theirs = writing(beat, elsewhere, this::rename);
      LockSupport.parkNanos(WARM_UP_NANOS);
      own.reset();
      theirs.reset();
      measuring = true;
      LockSupport.parkNanos(MEASURED_NANOS);
      measuring = false;
      return new TrafficResult(
          application.region(),
          MEASURED_NANOS / 1e9,
          own.sum(),
          theirs.sum(),
          new Quantiles(reads.stream().toList()),
          local.intValue());
    }
  }

  private static LongAdder writing(Beat beat, int perSecond, Beat.Deed deed) {
    return perSecond == 0 ? new LongAdder() : beat.start(perSecond, HANDS, deed);
  }

  private void read(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT name, region FROM users WHERE id = ?")) {
      select.setLong(1, someUser());
      long began = System.nanoTime();
      try (ResultSet row = select.executeQuery()) {
        row.next();
      }
      long took = System.nanoTime() - began;
      if (measuring) {
        reads.add(took);
        Route route = connection.unwrap(MeridianConnection.class).lastRoute();
        if (route != null && application.region().equals(route.region())) {
          local.increment();
        }
      }
    }
  }

  private void buy(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      long user = someUser();
      try (PreparedStatement select =
          connection.prepareStatement("SELECT name FROM users WHERE id = ?")) {
        select.setLong(1, user);
        select.executeQuery().close();
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO orders (user_id, total, status, region) VALUES (?, ?, 'placed', ?)")) {
        insert.setLong(1, user);
        insert.setBigDecimal(2, BigDecimal.TEN);
        insert.setString(3, application.region());
        insert.executeUpdate();
      }
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  private void rename() throws SQLException {
    try (Connection connection = others.getConnection();
        PreparedStatement update =
            connection.prepareStatement("UPDATE users SET name = ? WHERE id = ?")) {
      update.setString(1, "renamed at " + System.nanoTime());
      update.setLong(2, someUser());
      update.executeUpdate();
    }
  }

  private static long someUser() {
    return 1 + ThreadLocalRandom.current().nextLong(USERS);
  }
}
