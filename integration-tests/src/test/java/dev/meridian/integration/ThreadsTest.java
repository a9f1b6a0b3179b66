package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What one thread may do to what another is using: docs/threads.md. */
@ShopWorld
class ThreadsTest {

  private static final String SLEEP = "SELECT pg_sleep(8) FROM users LIMIT 1";
  private static final String PID = "SELECT pg_backend_pid()";

  private final MultiRegionPostgres cluster;
  private final ExecutorService other = Executors.newCachedThreadPool();
  private String url = "";
  private MeridianDataSource source;

  ThreadsTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void open() throws SQLException {
    cluster.awaitCaughtUp();
    url = Distances.apply(cluster, "eu-west-1").meridianUrl("ApplicationName=threads");
    source =
        MeridianDataSource.builder()
            .url(url)
            .set(Setting.MAX_CONNECTIONS, "1")
            .set(Setting.BORROW_TIMEOUT, "300ms")
            .build();
  }

  @AfterEach
  void close() {
    source.close();
    other.shutdownNow();
  }

  /** Starts to sleep on the server; what that ends with. */
  private Future<SQLException> sleepOn(Statement statement) {
    Future<SQLException> end =
        other.submit(
            () -> catchThrowableOfType(SQLException.class, () -> statement.executeQuery(SLEEP)));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sleepers() == 1);
    return end;
  }

  private int sleepers() throws SQLException {
    int sleepers = 0;
    for (RegionNode node : cluster.nodes()) {
      sleepers +=
          Integer.parseInt(
              String.valueOf(
                  node.query(
                      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'threads'"
                          + " AND state = 'active'")));
    }
    return sleepers;
  }

  private void awaitNoSleeper() {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sleepers() == 0);
  }

  private static String stateOf(Future<SQLException> end) throws Exception {
    return String.valueOf(end.get(7, TimeUnit.SECONDS).getSQLState());
  }

  @Test
  void toCloseALentConnectionEndsItsStatementAndTheNextBorrowerGetsAnother() throws Exception {
    Connection connection = source.getConnection();
    Future<SQLException> end = sleepOn(connection.createStatement());
    connection.close();
    assertThat(stateOf(end)).startsWith("08");
    try (Connection next = source.getConnection()) {
      assertThat(Sql.query(next, Routes.READ)).isNotNull();
      assertThat(Sql.query(next, PID)).isNotNull();
    }
    awaitNoSleeper();
  }

  @Test
  void toCloseAConnectionOfTheDriverEndsItsStatement() throws Exception {
    Connection connection = DriverManager.getConnection(url);
    Future<SQLException> end = sleepOn(connection.createStatement());
    connection.close();
    assertThat(stateOf(end)).startsWith("08");
    assertThat(connection.isClosed()).isTrue();
    awaitNoSleeper();
  }

  @Test
  void toCancelAStatementEndsItAndLeavesTheConnection() throws Exception {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      Future<SQLException> end = sleepOn(statement);
      statement.cancel();
      assertThat(stateOf(end)).isEqualTo("57014");
      assertThat(Sql.query(connection, Routes.READ)).isNotNull();
      assertThat(statement.executeQuery("SELECT 1").next()).isTrue();
    }
    awaitNoSleeper();
  }

  @Test
  void toCloseTheDataSourceEndsWhatIsLent() throws Exception {
    Connection connection = source.getConnection();
    Future<SQLException> end = sleepOn(connection.createStatement());
    source.close();
    assertThat(stateOf(end)).startsWith("08");
    for (String sql : new String[] {Routes.READ, "DELETE FROM orders"}) {
      assertThatThrownBy(() -> Sql.execute(connection, sql))
          .isInstanceOf(SQLException.class)
          .satisfies(e -> assertThat(((SQLException) e).getSQLState()).startsWith("08"));
    }
    connection.close();
    assertThat(connection.isClosed()).isTrue();
    assertThatThrownBy(source::getConnection).hasFieldOrPropertyWithValue("SQLState", "08003");
    awaitNoSleeper();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sessions() == 0);
  }

  private int sessions() throws SQLException {
    int sessions = 0;
    for (RegionNode node : cluster.nodes()) {
      sessions +=
          Integer.parseInt(
              String.valueOf(
                  node.query(
                      "SELECT count(*) FROM pg_stat_activity"
                          + " WHERE application_name = 'threads'")));
    }
    return sessions;
  }

  @Test
  void ofTwoThreadsThatCloseOneGivesTheConnectionBack() throws Exception {
    for (int i = 0; i < 200; i++) {
      Connection connection = source.getConnection();
      Future<?> one = other.submit(() -> close(connection));
      close(connection);
      one.get(3, TimeUnit.SECONDS);
    }
    try (Connection only = source.getConnection()) {
      assertThat(Sql.query(only, Routes.READ)).isNotNull();
      assertThatThrownBy(source::getConnection).hasFieldOrPropertyWithValue("SQLState", "53300");
    }
  }

  private static Void close(Connection connection) throws SQLException {
    connection.close();
    return null;
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads")
  void servesVirtualThreads() throws Exception {
    try (MeridianDataSource shared = MeridianDataSource.builder().url(url).build()) {
      ExecutorService virtual =
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        int turn = i;
        counts.add(virtual.submit(() -> useOnce(shared, turn)));
      }
      for (Future<Integer> count : counts) {
        assertThat(count.get(30, TimeUnit.SECONDS)).isEqualTo(1);
      }
      virtual.shutdown();
    }
  }

  private static int useOnce(MeridianDataSource source, int turn) throws SQLException {
    String email = "virtual-" + turn;
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      Sql.update(connection, "INSERT INTO users (email) VALUES ('" + email + "')");
      connection.commit();
      connection.setAutoCommit(true);
      String count =
          Sql.query(connection, "SELECT count(*) FROM users WHERE email = '" + email + "'");
      return Integer.parseInt(String.valueOf(count));
    }
  }
}
