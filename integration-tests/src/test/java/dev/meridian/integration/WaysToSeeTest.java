package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meridian.integration.ApplicationNode.Seen;
import dev.meridian.jdbc.api.Session;
import dev.meridian.testkit.MultiRegionPostgres;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyIn;
import org.postgresql.jdbc.PgConnection;

/**
 * However a session comes to see or to write something, its next read sees it, though the nearest
 * replica stands still.
 */
@ShopWorld
class WaysToSeeTest {

  private static final String NAME = "SELECT name FROM users WHERE id = 1";

  private final String name = "seen at " + System.nanoTime();
  private Path keys;
  private ApplicationNode node;
  private Session session;

  @BeforeEach
  void begin(MultiRegionPostgres cluster, @TempDir Path folder) throws Exception {
    cluster.mend();
    cluster.awaitCaughtUp();
    keys = ApplicationNode.keyFile(folder, 1);
    node = ApplicationNode.in(cluster, "eu-west-1", keys);
    session = Session.of(null);
  }

  @AfterEach
  void end(MultiRegionPostgres cluster) throws Exception {
    Session.bind(null);
    node.close();
    cluster.mend();
  }

  /** Somebody else's, which the replica in eu-west-1 does not get. */
  private void writtenElsewhere(MultiRegionPostgres cluster) throws SQLException {
    // What was done before on the primary, if anything, has come there.
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInSameThread()
        .until(() -> node.read(NAME).route().region(), "eu-west-1"::equals);
    cluster.node("eu-west-1").pauseReplay();
    cluster.primary().execute("UPDATE users SET name = '" + name + "' WHERE id = 1");
    assertThat(node.read(NAME).value()).as("without the session").isNotEqualTo(name);
    Session.bind(session);
  }

  private void expectSeen() throws SQLException {
    Seen seen = node.read(NAME);
    assertThat(seen.value()).as("%s", seen.route()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsInATransactionThatEndsWithItsConnection(boolean aborted, MultiRegionPostgres cluster)
      throws Exception {
    writtenElsewhere(cluster);
    ExecutorService other = Executors.newSingleThreadExecutor();
    Callable<String> read =
        session.wrap(
            () -> {
              try (Connection connection = node.source().getConnection()) {
                connection.setAutoCommit(false);
                String seen = Sql.query(connection, NAME);
                if (aborted) {
                  connection.abort(Runnable::run);
                }
                return Objects.requireNonNull(seen);
              }
            });
    try {
      assertThat(other.submit(read).get()).isEqualTo(name);
    } finally {
      other.shutdown();
    }
    expectSeen();
  }

  @Test
  void writesThroughAnotherDataSourceOfTheSameServers(MultiRegionPostgres cluster)
      throws Exception {
    try (ApplicationNode another = ApplicationNode.in(cluster, "eu-west-1", keys)) {
      cluster.node("eu-west-1").pauseReplay();
      Session.bind(session);
      another.write("UPDATE users SET name = '" + name + "' WHERE id = 1");
      expectSeen();
    }
  }

  @Test
  void readsThroughAnotherDataSourceOfTheSameServers(MultiRegionPostgres cluster) throws Exception {
    try (ApplicationNode another = ApplicationNode.in(cluster, "us-east-1", keys)) {
      // Which comes near the primary with that.
      Distances.apply(cluster, "eu-west-1");
      writtenElsewhere(cluster);
      assertThat(another.read("/* meridian: primary */ " + NAME).value()).isEqualTo(name);
      expectSeen();
    }
  }

  @Test
  void copyTo(MultiRegionPostgres cluster) throws Exception {
    try (Connection connection = node.source().getConnection()) {
      PGConnection own = connection.unwrap(PGConnection.class);
      writtenElsewhere(cluster);
      StringWriter copied = new StringWriter();
      own.getCopyAPI().copyOut("COPY (" + NAME + ") TO STDOUT", copied);
      assertThat(copied.toString().strip()).isEqualTo(name);
      expectSeen();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void copyFrom(boolean inPieces, MultiRegionPostgres cluster) throws Exception {
    cluster.node("eu-west-1").pauseReplay();
    Session.bind(session);
    String sql = "COPY users (email, name) FROM STDIN";
    String row = name + "\t" + name + "\n";
    try (Connection connection = node.source().getConnection()) {
      PGConnection own = connection.unwrap(PGConnection.class);
      if (inPieces) {
        CopyIn pieces = own.getCopyAPI().copyIn(sql);
        byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
        pieces.writeToCopy(bytes, 0, bytes.length);
        assertThat(pieces.endCopy()).isEqualTo(1);
      } else {
        assertThat(own.getCopyAPI().copyIn(sql, new StringReader(row))).isEqualTo(1);
      }
      Seen seen = node.read("SELECT name FROM users WHERE email = '" + name + "'");
      assertThat(seen.value()).as("%s", seen.route()).isEqualTo(name);
    }
  }

  @Test
  void statementsOfPgjdbcsOwnConnection(MultiRegionPostgres cluster) throws Exception {
    try (Connection connection = node.source().getConnection()) {
      Connection own = connection.unwrap(PgConnection.class);
      writtenElsewhere(cluster);
      assertThat(Sql.query(own, NAME)).isEqualTo(name);
      expectSeen();
    }
  }

  @Test
  void notifications(MultiRegionPostgres cluster) throws Exception {
    try (Connection connection = node.source().getConnection()) {
      Sql.execute(connection, "LISTEN renamed");
      PGConnection own = connection.unwrap(PGConnection.class);
      writtenElsewhere(cluster);
      cluster.primary().execute("NOTIFY renamed");
      PGNotification[] come = own.getNotifications(10_000);
      assertThat(come).hasSize(1);
      expectSeen();
    }
  }

  @Test
  void aStrongReadInATransactionOnAReplica(MultiRegionPostgres cluster) throws Exception {
    try (Connection connection = node.source().getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      Sql.query(connection, NAME);
      assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
      cluster.primary().execute("UPDATE users SET name = '" + name + "' WHERE id = 1");
      assertThat(Sql.query(connection, "/* meridian: strong */ " + NAME)).isEqualTo(name);
      cluster.node("eu-west-1").pauseReplay();
      cluster.primary().execute("UPDATE users SET name = 'newer' WHERE id = 1");
      assertThatThrownBy(() -> Sql.query(connection, "/* meridian: strong */ " + NAME))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
      assertThatThrownBy(() -> Sql.query(connection, "/* meridian: primary */ " + NAME))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"))
          .hasMessageContaining("hint");
      assertThat(Sql.query(connection, NAME)).as("goes on as before").isEqualTo(name);
      connection.rollback();
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      Sql.query(connection, NAME);
      assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
      assertThatThrownBy(() -> Sql.query(connection, "/* meridian: strong */ " + NAME))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"))
          .hasMessageContaining("snapshot");
      connection.rollback();
    }
  }
}
