package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.ApplicationNode.Seen;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Session;
import dev.meridian.testkit.MultiRegionPostgres;
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

/**
 * A session goes from one application node to another with its token, and sees what it has seen.
 */
@ShopWorld
class SessionsTest {

  private static final String NAME = "SELECT name FROM users WHERE id = 1";

  private Path keys;
  private ApplicationNode home;
  private int written;

  @BeforeEach
  void begin(MultiRegionPostgres cluster, @TempDir Path folder) throws Exception {
    cluster.mend();
    cluster.awaitCaughtUp();
    keys = ApplicationNode.keyFile(folder, 1);
    home = ApplicationNode.in(cluster, "us-east-1", keys);
  }

  @AfterEach
  void end(MultiRegionPostgres cluster) throws Exception {
    Session.bind(null);
    home.close();
    cluster.mend();
  }

  /** Writes at home in a session of its own; its token. */
  private String write(String name) throws SQLException {
    try (Session session = Session.open()) {
      home.write("UPDATE users SET name = '" + name + "' WHERE id = 1");
      return Objects.requireNonNull(session.token());
    }
  }

  private String fresh() {
    return "name " + ++written + " of " + System.nanoTime();
  }

  private static void halt(MultiRegionPostgres cluster, String region) throws SQLException {
    if (region.equals("ap-east-1")) {
      cluster.node(region).disableSubscription();
    } else {
      cluster.node(region).pauseReplay();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-west-1", "ap-east-1"})
  void seesThereWhatItWroteHere(String region, MultiRegionPostgres cluster) throws Exception {
    // So far that waiting near pays.
    try (ApplicationNode away = ApplicationNode.farIn(cluster, region, keys)) {
      int local = 0;
      for (int i = 0; i < 30; i++) {
        String name = fresh();
        String token = write(name);
        try (Session session = Session.open(token)) {
          Seen seen = away.read(NAME);
          assertThat(seen.value()).isEqualTo(name);
          local += region.equals(seen.route().region()) ? 1 : 0;
          assertThat(session.token()).isNotNull().hasSizeLessThanOrEqualTo(100);
        }
      }
      assertThat(local).as("reads that the local replica served").isGreaterThan(20);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-west-1", "ap-east-1"})
  void seesItAlsoWhileTheReplicaThereStandsStill(String region, MultiRegionPostgres cluster)
      throws Exception {
    try (ApplicationNode away = ApplicationNode.farIn(cluster, region, keys)) {
      String before = away.read(NAME).value();
      // The other one too, so that it does not serve instead.
      halt(cluster, "eu-west-1");
      halt(cluster, "ap-east-1");
      String name = fresh();
      String token = write(name);
      try (Session unaware = Session.open()) {
        Seen seen = away.read(NAME);
        assertThat(seen.value()).as("without the token, %s", seen.route()).isEqualTo(before);
        assertThat(unaware.lost()).isFalse();
      }
      try (Session session = Session.open(token)) {
        Seen seen = away.read(NAME);
        assertThat(seen.value()).as("with the token").isEqualTo(name);
        assertThat(seen.route().region()).isEqualTo("us-east-1");
        assertThat(session.lost()).isFalse();
      }
    }
  }

  @Test
  void seesThereWhatItReadHere(MultiRegionPostgres cluster) throws Exception {
    try (ApplicationNode ahead = ApplicationNode.in(cluster, "eu-west-1", keys);
        ApplicationNode behind = ApplicationNode.in(cluster, "ap-east-1", keys)) {
      cluster.node("ap-east-1").disableSubscription();
      String name = fresh();
      write(name);
      cluster.awaitCaughtUp("eu-west-1", Duration.ofSeconds(10));
      try (Connection any = ahead.source().getConnection()) {
        Routes.awaitRead(any, "eu-west-1");
      }
      String token;
      try (Session session = Session.open()) {
        Seen seen = ahead.read(NAME);
        assertThat(seen.value()).isEqualTo(name);
        assertThat(seen.route().region()).isEqualTo("eu-west-1");
        token = session.token();
      }
      try (Session session = Session.open(token)) {
        assertThat(behind.read(NAME).value()).isEqualTo(name);
        assertThat(session.token()).isNotNull();
      }
    }
  }

  @Test
  void joinsWhatATransactionRead(MultiRegionPostgres cluster) throws Exception {
    try (ApplicationNode away = ApplicationNode.in(cluster, "eu-west-1", keys)) {
      halt(cluster, "eu-west-1");
      String name = fresh();
      write(name);
      String token;
      try (Session session = Session.open();
          Connection connection = home.source().getConnection()) {
        connection.setAutoCommit(false);
        assertThat(Sql.query(connection, NAME)).isEqualTo(name);
        connection.commit();
        token = session.token();
      }
      try (Session session = Session.open(token)) {
        assertThat(away.read(NAME).value()).isEqualTo(name);
        assertThat(session.token()).isNotNull();
      }
    }
  }

  @Test
  void hasATokenOnlyOnceItHasSeenSomething() throws Exception {
    try (Session session = Session.open()) {
      assertThat(session.token()).isNull();
      home.read(NAME);
      assertThat(session.token()).isNotNull();
    }
    String token = write(fresh());
    try (Session session = Session.open(token)) {
      assertThat(session.token()).as("of a session that did nothing here").isEqualTo(token);
    }
  }

  @Test
  void isCarriedByTheClientInfoOfAConnection(MultiRegionPostgres cluster) throws Exception {
    try (ApplicationNode away = ApplicationNode.in(cluster, "eu-west-1", keys)) {
      halt(cluster, "eu-west-1");
      String name = fresh();
      String token;
      try (Connection connection = home.source().getConnection()) {
        Sql.update(connection, "UPDATE users SET name = '" + name + "' WHERE id = 1");
        token = connection.getClientInfo("meridian.token");
      }
      try (Connection connection = away.source().getConnection()) {
        connection.setClientInfo("meridian.token", token);
        assertThat((Throwable) connection.getWarnings()).isNull();
        assertThat(Sql.query(connection, NAME)).isEqualTo(name);
      }
    }
  }

  @Test
  void isCarriedToOtherThreads(MultiRegionPostgres cluster) throws Exception {
    try (ApplicationNode away = ApplicationNode.in(cluster, "eu-west-1", keys)) {
      halt(cluster, "eu-west-1");
      String before = away.read(NAME).value();
      String name = fresh();
      String token = write(name);
      ExecutorService threads = Executors.newSingleThreadExecutor();
      try (Session session = Session.open(token)) {
        Callable<Seen> read = () -> away.read(NAME);
        assertThat(threads.submit(read).get().value()).as("not wrapped").isEqualTo(before);
        assertThat(threads.submit(session.wrap(read)).get().value()).isEqualTo(name);
        Callable<Boolean> bound = () -> Session.current() != null;
        assertThat(threads.submit(bound).get()).as("left behind").isFalse();
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Test
  void hasSeenWhatASessionWithinItHasSeen(MultiRegionPostgres cluster) throws Exception {
    try (ApplicationNode away = ApplicationNode.in(cluster, "eu-west-1", keys)) {
      String before = away.read(NAME).value();
      halt(cluster, "eu-west-1");
      String name = fresh();
      try (Session outer = Session.open()) {
        assertThat(away.read(NAME).value()).isEqualTo(before);
        try (Session inner = Session.open()) {
          away.write("UPDATE users SET name = '" + name + "' WHERE id = 1");
          assertThat(away.read(NAME).value()).isEqualTo(name);
          assertThat(Session.current()).isSameAs(inner);
        }
        assertThat(Session.current()).isSameAs(outer);
        assertThat(away.read(NAME).value()).isEqualTo(name);
      }
      assertThat(Session.current()).isNull();
      assertThat(away.read(NAME).value()).as("the data source's own session").isEqualTo(before);
    }
  }

  @Test
  void seesWhatItsConsistencyAsksFor(MultiRegionPostgres cluster) throws Exception {
    try (ApplicationNode away =
        ApplicationNode.in(cluster, "eu-west-1", keys, "weakestConsistency=eventual")) {
      String before = away.read(NAME).value();
      halt(cluster, "eu-west-1");
      String name = fresh();
      String token = write(name);
      try (Session session = Session.open(token).consistency(Consistency.BOUNDED)) {
        assertThat(away.read(NAME).value()).isEqualTo(before);
        assertThat(session.consistency()).isEqualTo(Consistency.BOUNDED);
        Seen strong = away.read("/* meridian: strong */ " + NAME);
        assertThat(strong.value()).isEqualTo(name);
        assertThat(strong.route().reason()).isEqualTo(RouteReason.STRONG);
        assertThat(away.read("/* meridian: primary */ " + NAME).route().reason())
            .isEqualTo(RouteReason.PRIMARY_ONLY);
      }
      try (Session session = Session.open(token).consistency(Consistency.STRONG)) {
        assertThat(away.read(NAME).value()).isEqualTo(name);
        assertThat(away.read("/* meridian: eventual */ " + NAME).value()).isEqualTo(before);
        assertThat(session.lost()).isFalse();
      }
    }
  }

  @Test
  void lowersNothingThatNoSettingAllowsToLower(MultiRegionPostgres cluster) throws Exception {
    try (ApplicationNode away = ApplicationNode.in(cluster, "eu-west-1", keys)) {
      halt(cluster, "eu-west-1");
      String name = fresh();
      String token = write(name);
      try (Session session = Session.open(token).consistency(Consistency.EVENTUAL)) {
        assertThat(away.read("/* meridian: bounded */ " + NAME).value()).isEqualTo(name);
        assertThat(session.lost()).isFalse();
      }
      assertThat(away.read("/* meridian: weak */ " + NAME).route().reason())
          .as("of a hint that is not known")
          .isEqualTo(RouteReason.PRIMARY_ONLY);
    }
  }

  @Test
  void saysThatAKeyIsMissing() throws Exception {
    try (ApplicationNode signing = home;
        MeridianDataSource source =
            MeridianDataSource.builder()
                .url(String.valueOf(signing.source().getUrl()).replaceAll("&tokenKeys=[^&]*", ""))
                .build()) {
      ApplicationNode mute = new ApplicationNode(source);
      try (Session session = Session.open()) {
        mute.read(NAME);
        assertThatThrownBy(session::token)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("tokenKeys");
      }
    }
  }
}
