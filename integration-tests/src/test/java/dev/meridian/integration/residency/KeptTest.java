package dev.meridian.integration.residency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Session;
import dev.meridian.testkit.MultiRegionPostgres;
import java.io.StringWriter;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** What was open outside before the session was bound is of no use within. */
@ResidentWorld
class KeptTest {

  private final MultiRegionPostgres cluster;
  private final Border border;
  private MeridianDataSource source;
  private Connection connection;

  KeptTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
    this.border = new Border(cluster);
  }

  @BeforeEach
  void open() throws SQLException {
    border.begin();
    source = MeridianDataSource.builder().url(border.url("kept", "maxConnections=1")).build();
    connection = source.getConnection();
  }

  @AfterEach
  void close() {
    source.close();
  }

  /** Within EU the attempt is refused, and nothing is sent. */
  private void refused(Road.Attempt attempt) {
    // What was sent just before has arrived: it was answered.
    border.reset();
    try (Session session = Session.open().within("EU")) {
      assertThat(new Road("", attempt).state(connection))
          .as("within %s", session.jurisdictions())
          .isEqualTo(Session.OUTSIDE);
    }
    border.expectNothingCrossed();
  }

  private static void read(Connection of) throws SQLException {
    Sql.query(of, RoadsOut.READ);
  }

  @Test
  void aTransactionGoesNoFurtherAndEndsWithARollback() throws Exception {
    connection.setAutoCommit(false);
    Sql.update(connection, RoadsOut.WRITE);
    refused(KeptTest::read);
    refused(Connection::commit);
    refused(c -> c.setAutoCommit(true));
    refused(Connection::setSavepoint);
    refused(c -> Sql.execute(c, "COMMIT"));
    refused(c -> c.getMetaData().getTables(null, null, "users", null));
    assertThat(Sql.route(connection).region()).isEqualTo("us-east-1");
    try (Session session = Session.open().within("EU")) {
      connection.rollback();
      connection.setAutoCommit(true);
      read(connection);
      assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
      assertThat(session.jurisdictions()).containsExactly("EU");
    }
    assertThat(Sql.query(connection, "SELECT count(*) FROM users WHERE name = 'leaked'"))
        .isEqualTo("0");
  }

  @Test
  void aTransactionGoesOnOnceTheSessionIsOver() throws Exception {
    connection.setAutoCommit(false);
    Sql.update(connection, "UPDATE users SET region = 'kept' WHERE id = 1");
    refused(Connection::commit);
    connection.commit();
    connection.setAutoCommit(true);
    assertThat(cluster.primary().query("SELECT region FROM users WHERE id = 1")).isEqualTo("kept");
  }

  @Test
  void aPinnedConnectionServesNothingAndGoesOnAfterwards() throws Exception {
    Sql.execute(connection, "CREATE TEMP TABLE basket (id int)");
    refused(KeptTest::read);
    refused(Connection::getTransactionIsolation);
    try (Session session = Session.open().within("EU")) {
      border.reset();
      assertThat(connection.isValid(1)).as("within %s", session.jurisdictions()).isFalse();
      border.expectNothingCrossed();
    }
    assertThat(connection.isValid(1)).isTrue();
    assertThat(Sql.query(connection, "SELECT count(*) FROM basket")).isEqualTo("0");
  }

  @Test
  void statementsGoElsewhereOrNowhere() throws Exception {
    try (PreparedStatement write =
            connection.prepareStatement("UPDATE users SET name = ? WHERE false");
        PreparedStatement read =
            connection.prepareStatement("/* meridian: primary */ SELECT count(*) FROM users")) {
      write.setString(1, "x");
      write.executeUpdate();
      read.executeQuery().close();
      refused(c -> write.executeUpdate());
      refused(c -> write.setArray(1, c.createArrayOf("users", new Object[] {"1"})));
      refused(c -> read.executeQuery());
    }
  }

  @Test
  void aCursorFetchesNoMore() throws Exception {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(2);
      ResultSet rows = statement.executeQuery("SELECT id, ARRAY['{}'::json] FROM users");
      rows.next();
      Array array = rows.getArray(2);
      refused(c -> readOut(rows));
      refused(c -> array.getResultSet().getStatement().executeQuery("SELECT 1"));
    }
    connection.rollback();
    connection.setAutoCommit(true);
  }

  private static void readOut(ResultSet rows) throws SQLException {
    while (rows.next()) {}
  }

  @Test
  void pgjdbcsOwnConnectionSendsNothing() throws Exception {
    PgConnection own = connection.unwrap(PgConnection.class);
    CopyManager copies = own.getCopyAPI();
    PreparedStatement prepared = own.prepareStatement("SELECT 1");
    prepared.executeQuery().close();
    refused(c -> own.createStatement().executeQuery("SELECT 1"));
    refused(c -> prepared.executeQuery());
    refused(c -> copies.copyOut("COPY users TO STDOUT", new StringWriter()));
    refused(c -> own.getNotifications());
    refused(c -> own.cancelQuery());
    refused(c -> own.getLargeObjectAPI());
    refused(c -> own.getReplicationAPI().dropReplicationSlot("none"));
    refused(c -> own.getMetaData().getTables(null, null, null, null));
    refused(c -> own.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE));
    refused(c -> c.unwrap(PGConnection.class).getNotifications());
    own.setAutoCommit(false);
    prepared.executeQuery().close();
    refused(c -> own.rollback());
    refused(c -> own.commit());
    own.rollback();
    own.setAutoCommit(true);
  }

  @Test
  void aCopyUnderWayGetsNoMoreBytes() throws Exception {
    CopyIn copy =
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY users (name) FROM STDIN");
    byte[] row = "leaked\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    copy.writeToCopy(row, 0, row.length);
    refused(c -> copy.writeToCopy(row, 0, row.length));
    refused(c -> copy.flushCopy());
    refused(c -> copy.endCopy());
    copy.cancelCopy();
  }

  @Test
  void aLargeObjectIsReadNoFurther() throws Exception {
    connection.setAutoCommit(false);
    LargeObjectManager manager = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    long oid = manager.createLO(LargeObjectManager.READWRITE);
    LargeObject object = manager.open(oid, LargeObjectManager.READWRITE);
    object.write(new byte[] {1, 2, 3});
    refused(c -> object.read(1));
    refused(c -> manager.delete(oid));
    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Test
  void aBlobOfAResultIsReadNoFurther() throws Exception {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT lo_from_bytea(0, '\\x010203')")) {
      rows.next();
      java.sql.Blob blob = rows.getBlob(1);
      java.sql.Blob begun = rows.getBlob(1);
      begun.getBytes(1, 1);
      refused(c -> blob.getBytes(1, 3));
      refused(c -> begun.getBytes(1, 3));
    }
    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Test
  void aStatementUnderWayIsCancelledByNobodyWithin() throws Exception {
    try (Statement statement = connection.createStatement()) {
      CompletableFuture<SQLException> running =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  statement.execute("/* meridian: primary */ SELECT pg_sleep(60)");
                  return new SQLException("it ended");
                } catch (SQLException e) {
                  return e;
                }
              });
      Awaitility.await()
          .until(
              () ->
                  cluster
                      .primary()
                      .query(
                          "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'kept'"
                              + " AND query LIKE '%pg_sleep%' AND state = 'active'"),
              "1"::equals);
      refused(c -> statement.cancel());
      assertThat(running).isNotDone();
      statement.cancel();
      assertThat(running.join().getSQLState()).isEqualTo("57014");
    }
  }

  @Test
  void whatAPoolHasIdleOutsideIsLentToNobodyWithin() throws Exception {
    Sql.update(connection, "UPDATE users SET id = id WHERE false");
    connection.close();
    border.reset();
    try (Session session = Session.open().within("EU");
        Connection next = source.getConnection()) {
      assertThat(new Road("", c -> Sql.update(c, RoadsOut.WRITE)).state(next))
          .as("within %s", session.jurisdictions())
          .isEqualTo(Session.OUTSIDE);
      read(next);
      assertThat(Sql.route(next).region()).isEqualTo("eu-west-1");
    }
    border.expectNothingCrossed();
  }

  @Test
  void givenBackWithinItIsHungUp() throws Exception {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    Sql.update(connection, "UPDATE users SET id = id WHERE false");
    try (Session session = Session.open().within("EU")) {
      connection.close();
      assertThat(session.jurisdictions()).containsExactly("EU");
    }
    Awaitility.await().untilAsserted(() -> border.expectNoSession("kept"));
  }

  @Test
  void otherThreadsAreWithinIfTheSessionIsTakenThere() throws Exception {
    try (Session session = Session.open().within("EU")) {
      String state =
          CompletableFuture.supplyAsync(
                  () -> new Road("", c -> Sql.update(c, RoadsOut.WRITE)).state(connection),
                  session.wrap(work -> new Thread(work).start()))
              .join();
      assertThat(state).isEqualTo(Session.OUTSIDE);
    }
    border.expectNoSession("kept");
  }
}
