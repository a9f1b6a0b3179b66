package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/** A read that waits for its replica ends as pgjdbc's ends that waits for the server. */
@ShopWorld
class CancelledWaitTest {

  private static final String NEAR = "eu-west-1";
  private static final String NAME = "SELECT name FROM users WHERE id = 9";

  private final MultiRegionPostgres cluster;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private MeridianDataSource source;
  private Connection connection;

  CancelledWaitTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void pauseTheReplica() throws SQLException {
    cluster.mend();
    cluster.awaitCaughtUp();
    source =
        MeridianDataSource.builder()
            .url(
                Distances.far(cluster, NEAR)
                    .meridianUrl("whenStale=wait", "catchUpTimeout=60s", "ApplicationName=waits"))
            .build();
    connection = source.getConnection();
    Routes.awaitRead(connection, NEAR);
  }

  @AfterEach
  void end() throws SQLException {
    cluster.mend();
    connection.close();
    source.close();
    threads.shutdownNow();
  }

  private String write() throws SQLException {
    cluster.node(NEAR).pauseReplay();
    cluster.node("ap-east-1").disableSubscription();
    String name = "name of " + System.nanoTime();
    try (Connection other = source.getConnection()) {
      Sql.update(other, "UPDATE users SET name = '" + name + "' WHERE id = 9");
    }
    return name;
  }

  private static void assertCancelled(Throwable failure) {
    assertThat(failure).isInstanceOf(PSQLException.class);
    assertThat(failure).hasMessage("ERROR: canceling statement due to user request");
    assertThat(((SQLException) failure).getSQLState()).isEqualTo("57014");
  }

  private void cancelWhileItWaits(Statement statement) throws Exception {
    Future<?> reading = threads.submit(() -> statement.executeQuery(NAME));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              statement.cancel();
              return reading.isDone();
            });
    assertThatThrownBy(reading::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .satisfies(CancelledWaitTest::assertCancelled);
  }

  private void assertReads(Statement statement, String name) throws SQLException {
    cluster.node(NEAR).resumeReplay();
    try (var row = statement.executeQuery(NAME)) {
      row.next();
      assertThat(row.getString(1)).isEqualTo(name);
    }
    assertThat(Sql.route(connection).region()).as("%s", Sql.route(connection)).isEqualTo(NEAR);
  }

  @Test
  void anotherThreadCancelsIt() throws Exception {
    String name = write();
    try (Statement statement = connection.createStatement()) {
      cancelWhileItWaits(statement);
      assertReads(statement, name);
    }
  }

  @Test
  void anotherThreadCancelsItInATransaction() throws Exception {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    Sql.query(connection, NAME);
    String name = write();
    try (Statement statement = connection.createStatement()) {
      cancelWhileItWaits(statement);
      connection.rollback();
      assertReads(statement, name);
    }
  }

  @Test
  void itTakesNoLongerThanTheStatementMay() throws Exception {
    String name = write();
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      long began = System.nanoTime();
      assertThatThrownBy(() -> statement.executeQuery(NAME))
          .satisfies(CancelledWaitTest::assertCancelled);
      assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
      statement.setQueryTimeout(0);
      assertReads(statement, name);
    }
  }

  @Test
  void aCancelBetweenStatementsDoesNothing() throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.cancel();
      assertReads(statement, String.valueOf(Sql.query(connection, NAME)));
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }
}
