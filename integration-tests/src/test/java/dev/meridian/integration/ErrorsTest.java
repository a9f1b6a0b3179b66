package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionsCluster;
import dev.meridian.testkit.WanLink;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every misfortune at the start is a clear error within the connect timeout, never a hang. */
@RegionsCluster(
    schema = {ShopTables.USERS},
    data = ShopTables.SOME_USERS,
    delays = false,
    shared = false)
class ErrorsTest {

  private static final AtomicInteger URLS = new AtomicInteger();
  private static final String PATIENCE = "&connectTimeout=3";
  // The connect timeout and some room for a slow machine; a hang would take for ever.
  private static final Duration AT_MOST = Duration.ofSeconds(8);

  private record Failure(String state, String message) {}

  private static Failure failure(ThrowingCallable call) {
    long began = System.nanoTime();
    SQLException failure = catchThrowableOfType(SQLException.class, call);
    assertThat((Throwable) failure).as("an error was expected").isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_MOST);
    return new Failure(String.valueOf(failure.getSQLState()), String.valueOf(failure.getMessage()));
  }

  private static Failure connecting(String url) {
    return failure(() -> DriverManager.getConnection(url).close());
  }

  /** Nothing is known yet of the nodes: who probes as often as another would share its probes. */
  private static String url(MultiRegionPostgres cluster) {
    return cluster.from("eu-west-1").meridianUrl()
        + PATIENCE
        + "&probeInterval="
        + (501 + URLS.getAndIncrement())
        + "ms";
  }

  @Test
  void noHostAnswers() {
    Failure failure =
        connecting(
            "jdbc:meridian:postgresql://127.0.0.1:1,127.0.0.1:2/shop?user=app&password=tell-no-one");
    assertThat(failure.state()).isEqualTo("08001");
    assertThat(failure.message())
        .contains("127.0.0.1:1")
        .contains("127.0.0.1:2")
        .doesNotContain("tell-no-one");
  }

  @Test
  void aWrongPasswordIsTheServersOwnWord(MultiRegionPostgres cluster) {
    Failure failure = connecting(url(cluster).replaceAll("password=[^&]*", "password=tell-no-one"));
    assertThat(failure.state()).isEqualTo("28P01");
    assertThat(failure.message()).doesNotContain("tell-no-one");
  }

  @Test
  void aWrongDatabaseIsTheServersOwnWord(MultiRegionPostgres cluster) {
    Failure failure = connecting(url(cluster).replace("/" + cluster.database() + "?", "/nowhere?"));
    assertThat(failure.state()).isEqualTo("3D000");
    assertThat(failure.message()).contains("nowhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"password=", "password=tell-no-one", "user=nobody"})
  void whatEveryNodeRefusesIsPgjdbcsOwnError(String wrong, MultiRegionPostgres cluster) {
    String given = wrong.substring(0, wrong.indexOf('=') + 1) + "[^&]*";
    String direct = cluster.from("eu-west-1").primaryUrl().replaceAll(given, wrong);
    SQLException expected =
        catchThrowableOfType(SQLException.class, () -> DriverManager.getConnection(direct));
    SQLException found =
        catchThrowableOfType(
            SQLException.class,
            () -> DriverManager.getConnection(url(cluster).replaceAll(given, wrong)));
    assertThat((Throwable) found)
        .hasSameClassAs(expected)
        .hasMessage(expected.getMessage())
        .hasFieldOrPropertyWithValue("SQLState", expected.getSQLState());
  }

  /** It was not demoted: nothing is to be waited for. */
  @Test
  void aSessionThatIsReadOnlyByItsUrlIsToldSoAtOnce(MultiRegionPostgres cluster)
      throws SQLException {
    String url =
        url(cluster)
            + "&failoverTimeout=60s&options=-c%20default_transaction_read_only%3Don"
            + "&assumeMinServerVersion=10";
    try (Connection connection = DriverManager.getConnection(url)) {
      Failure failure =
          failure(() -> Sql.execute(connection, "INSERT INTO users (name) VALUES ('no')"));
      assertThat(failure.state()).isEqualTo("25006");
    }
  }

  @Test
  void aHostThatAcceptsAndSaysNothing(MultiRegionPostgres cluster) {
    try (WanLink silent = new WanLink("silent", cluster.primary().port(), Duration.ZERO)) {
      silent.stall();
      Failure failure = connecting(only(cluster, silent));
      assertThat(failure.state()).startsWith("08");
      assertThat(failure.message()).contains("127.0.0.1:" + silent.port());
    }
  }

  /** Whichever of the two timeouts ends the attempt. */
  @ParameterizedTest
  @ValueSource(strings = {"", "&loginTimeout=1", "&loginTimeout=6"})
  void aHostThatNeverAnswersAConnect(String patience, MultiRegionPostgres cluster) {
    try (WanLink deaf = new WanLink("deaf", cluster.primary().port(), Duration.ZERO)) {
      deaf.leaveConnectUnanswered();
      Failure failure = connecting(only(cluster, deaf) + patience);
      assertThat(failure.state()).startsWith("08");
      assertThat(failure.message()).contains("127.0.0.1:" + deaf.port());
    }
  }

  private static String only(MultiRegionPostgres cluster, WanLink link) {
    return "jdbc:meridian:postgresql://127.0.0.1:"
        + link.port()
        + "/"
        + cluster.database()
        + "?user="
        + cluster.user()
        + "&password="
        + cluster.password()
        + PATIENCE;
  }

  @Test
  void aSilentHostDoesNotKeepTheOthersFromServing(MultiRegionPostgres cluster) throws SQLException {
    cluster.from("eu-west-1").linkTo("ap-east-1").stall();
    long began = System.nanoTime();
    try (Connection connection = DriverManager.getConnection(url(cluster))) {
      assertThat(Sql.query(connection, "SELECT count(*) FROM users")).isNotNull();
      Sql.update(connection, "INSERT INTO users (name) VALUES ('served')");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_MOST);
  }

  @Test
  void onlyReplicasAnswer(MultiRegionPostgres cluster) throws SQLException {
    cluster.awaitCaughtUp();
    cluster.primary().kill();
    String url = url(cluster);
    try (Connection connection = DriverManager.getConnection(url)) {
      assertThat(Sql.query(connection, "SELECT count(*) FROM users")).isNotNull();
      Failure failure =
          failure(() -> Sql.update(connection, "INSERT INTO users (name) VALUES ('lost')"));
      assertThat(failure.state()).isEqualTo("08001");
      assertThat(failure.message()).contains("primary").contains("eu-west-1");
    }
  }

  @Test
  void aDisabledSubscriberIsNeverTakenForAPrimary(MultiRegionPostgres cluster) throws SQLException {
    cluster.awaitCaughtUp();
    String before = String.valueOf(cluster.node("ap-east-1").query("SELECT count(*) FROM users"));
    cluster.node("ap-east-1").disableSubscription();
    cluster.primary().kill();
    String url = url(cluster);
    try (Connection connection = DriverManager.getConnection(url)) {
      Failure failure =
          failure(() -> Sql.update(connection, "INSERT INTO users (name) VALUES ('stray')"));
      assertThat(failure.state()).isEqualTo("08001");
      assertThat(failure.message()).contains("subscription");
    }
    assertThat(cluster.node("ap-east-1").query("SELECT count(*) FROM users")).isEqualTo(before);
  }

  @Test
  void theSubscriberAloneIsNeverTakenForAPrimaryWhileItsPublisherIsAway(
      MultiRegionPostgres cluster) {
    cluster.primary().kill();
    cluster.node("eu-west-1").kill();
    Failure failure = connecting(url(cluster));
    assertThat(failure.state()).startsWith("08");
    assertThat(failure.message()).contains("publisher");
  }

  @Test
  void twoPrimariesAreBothNamedAndNeitherIsWrittenTo(MultiRegionPostgres cluster)
      throws SQLException {
    try (MultiRegionPostgres other =
        MultiRegionPostgres.builder()
            .primary("us-west-2")
            .schema(ShopTables.USERS)
            .user(cluster.user(), cluster.password())
            .roundTrips(dev.meridian.testkit.WanModel.none())
            .start()) {
      String both =
          "127.0.0.1:" + cluster.primary().port() + ",127.0.0.1:" + other.primary().port();
      String url =
          url(cluster)
              .replace(cluster.from("eu-west-1").hosts(), both)
              .replaceAll("&nodeRegions=[^&]*", "");
      Failure failure = connecting(url);
      assertThat(failure.message())
          .contains("127.0.0.1:" + cluster.primary().port())
          .contains("127.0.0.1:" + other.primary().port())
          .contains("more than one node takes writes");
      assertThat(failure.state()).isEqualTo("08001");
    }
  }

  @Test
  void aStatedRoleThatContradictsWhatIsFoundShowsBoth(MultiRegionPostgres cluster) {
    Failure failure = connecting(url(cluster) + "&roles=standby,primary,subscriber");
    assertThat(failure.message()).contains("roles= states").contains("takes writes");
  }

  @Test
  void duplicatesInTheHostListAreNamed(MultiRegionPostgres cluster) {
    String hosts = cluster.from("eu-west-1").hosts();
    String first = hosts.substring(0, hosts.indexOf(','));
    Failure failure = connecting(url(cluster).replace(hosts, hosts + "," + first));
    assertThat(failure.state()).isEqualTo("22023");
    assertThat(failure.message()).contains(first);
  }

  @Test
  void nodeRegionsOfAnotherLengthThanTheHostsAreCounted(MultiRegionPostgres cluster) {
    Failure failure =
        connecting(url(cluster).replaceAll("nodeRegions=[^&]*", "nodeRegions=us-east-1,eu-west-1"));
    assertThat(failure.state()).isEqualTo("22023");
    assertThat(failure.message()).contains("2").contains("3");
  }

  @Test
  void writesGoOnWhenTheKilledPrimaryIsBack(MultiRegionPostgres cluster) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(cluster))) {
      Sql.update(connection, "INSERT INTO users (name) VALUES ('before')");
      cluster.primary().kill();
      failure(() -> Sql.update(connection, "INSERT INTO users (name) VALUES ('during')"));
      cluster.primary().start();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> Sql.update(connection, "INSERT INTO users (name) VALUES ('after')") == 1);
    }
  }
}
