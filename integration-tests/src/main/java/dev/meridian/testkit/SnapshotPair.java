package dev.meridian.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Two transactions, one on each side, that see the same position: writers of the tables are held up
 * while the subscriber catches up and both snapshots are taken, and go on before anything is read.
 */
record SnapshotPair(String position, Connection publisher, Connection subscriber)
    implements AutoCloseable {

  /** What makes both servers write the same value as the same text. */
  private static final String[] SAME_TEXT = {
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL intervalstyle = 'postgres'",
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL lc_monetary = 'C'",
  };

  /**
   * @param atMost how long to wait for the locks, and as long again for the subscriber
   */
  static SnapshotPair open(Subscription subscription, List<TableName> tables, Duration atMost)
      throws SQLException {
    SubscriptionPosition position = new SubscriptionPosition(subscription);
    Connection publisher = subscription.publisher().connect();
    try {
      Connection subscriber = subscription.subscriber().connect();
      try (Connection writersHeldUp = lock(subscription.publisher(), tables, atMost)) {
        String reached = position.ofPublisher();
        position.awaitReached(reached, atMost);
        takeSnapshot(publisher);
        takeSnapshot(subscriber);
        writersHeldUp.rollback();
        return new SnapshotPair(reached, publisher, subscriber);
      } catch (SQLException e) {
        subscriber.close();
        throw e;
      }
    } catch (SQLException e) {
      publisher.close();
      throw e;
    }
  }

  private static Connection lock(Database publisher, List<TableName> tables, Duration atMost)
      throws SQLException {
    Connection connection = publisher.connect();
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL lock_timeout = " + atMost.toMillis());
      if (!tables.isEmpty()) {
        statement.execute(
            tables.stream()
                .map(TableName::sql)
                .collect(Collectors.joining(", ", "LOCK TABLE ", " IN SHARE MODE")));
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void takeSnapshot(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = connection.createStatement()) {
      for (String setting : SAME_TEXT) {
        statement.execute(setting);
      }
      statement.execute("SELECT 1");
    }
  }

  @Override
  public void close() throws SQLException {
    try (publisher;
        subscriber) {
      publisher.rollback();
      subscriber.rollback();
    }
  }
}
