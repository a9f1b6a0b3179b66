package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Route;
import dev.meridian.jdbc.routing.StatementClassifier;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.WanModel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where a subscriber would answer otherwise than its primary, the primary answers. Before the
 * difference comes to be the subscriber serves the same statement, and after it the subscriber
 * would serve another answer: both are looked at, so that no case passes for nothing.
 */
class SubscriberDifferencesTest {

  private static final String PRIMARY = "us-east-1";
  private static final String SUBSCRIBER = "ap-east-1";

  private static MultiRegionPostgres cluster;
  private static Vantage here;
  private static MeridianDataSource after;
  private static final Map<Difference, Role> SERVED_BEFORE = new EnumMap<>(Difference.class);

  @BeforeAll
  static void start() throws SQLException {
    cluster =
        MultiRegionPostgres.builder()
            .primary(PRIMARY)
            .subscriber(SUBSCRIBER)
            .roundTrips(WanModel.none())
            .schema("CREATE TABLE users (id int PRIMARY KEY)")
            .publication("pub_global", "users")
            .start();
    here = cluster.from(SUBSCRIBER);
    here.linkTo(PRIMARY).roundTrip(Duration.ofMillis(20));
    layTables();
    readAll();
    for (Difference difference : Difference.values()) {
      execute(subscriber(), difference.onSubscriber());
      execute(cluster.primary(), difference.onPrimary());
    }
    cluster.awaitCaughtUp();
    after = source("after");
    try (Connection connection = after.getConnection()) {
      awaitNear(connection);
    }
  }

  @AfterAll
  static void stop() {
    after.close();
    cluster.close();
  }

  private static RegionNode subscriber() {
    return cluster.node(SUBSCRIBER);
  }

  private static void layTables() throws SQLException {
    String shout =
        "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$BEGIN NEW.word = upper(NEW.word); RETURN NEW; END$$";
    String side = "CREATE FUNCTION side() RETURNS text STABLE LANGUAGE sql AS $$SELECT 'same'$$";
    for (RegionNode node : cluster.nodes()) {
      execute(node, List.of(shout, side));
      for (Difference difference : Difference.values()) {
        execute(node, difference.schema());
      }
    }
    for (Difference difference : Difference.values()) {
      execute(cluster.primary(), difference.data());
      execute(cluster.primary(), difference.publication());
    }
    subscribe(
        "sub_differences",
        Arrays.stream(Difference.values()).map(difference -> "pub_" + difference.table()).toList());
    String unready = "SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'";
    await().atMost(Duration.ofSeconds(60)).until(() -> "0".equals(subscriber().query(unready)));
  }

  private static void subscribe(String name, List<String> publications) throws SQLException {
    String connection =
        subscriber()
            .query("SELECT subconninfo FROM pg_subscription WHERE subname = 'sub_ap_east_1'");
    subscriber()
        .execute(
            "CREATE SUBSCRIPTION "
                + name
                + " CONNECTION '"
                + connection
                + "' PUBLICATION "
                + String.join(", ", publications));
  }

  private static void execute(RegionNode node, List<String> statements) throws SQLException {
    for (String statement : statements) {
      node.execute(statement);
    }
  }

  private static void readAll() throws SQLException {
    try (MeridianDataSource source = source("before");
        Connection connection = source.getConnection()) {
      awaitNear(connection);
      for (Difference difference : Difference.values()) {
        String ignored = answer(connection, difference.read());
        SERVED_BEFORE.put(difference, route(connection).role());
        awaitNear(connection);
      }
    }
  }

  /** After a read at home the session is behind; what is whole is served near again. */
  private static void awaitNear(Connection connection) {
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                String ignored = rows(connection, "SELECT count(*) FROM users");
                return route(connection).role() == Role.SUBSCRIBER;
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("no read is served near: " + state(connection), e);
    }
  }

  /** Why that may be. */
  private static String state(Connection connection) {
    try {
      return route(connection)
          + ", "
          + subscriber()
              .query("SELECT string_agg(to_jsonb(s)::text, ', ') FROM pg_stat_subscription s")
          + ", "
          + cluster
              .primary()
              .query(
                  "SELECT pg_current_wal_insert_lsn() || ', ' || string_agg(to_jsonb(s)::text, ', ')"
                      + " FROM pg_replication_slots s")
          + ", threads "
          + Thread.getAllStackTraces().keySet().stream()
              .map(Thread::getName)
              .filter(name -> name.startsWith("meridian"))
              .toList();
    } catch (SQLException e) {
      return e.toString();
    }
  }

  private static MeridianDataSource source(String name) {
    return MeridianDataSource.builder().url(here.meridianUrl("ApplicationName=" + name)).build();
  }

  private static Route route(Connection connection) throws SQLException {
    return Objects.requireNonNull(connection.unwrap(MeridianConnection.class).lastRoute());
  }

  /** The names and values of all rows, or the error's state. */
  private static String answer(Connection connection, String sql) {
    try {
      return rows(connection, sql);
    } catch (SQLException e) {
      return "error " + e.getSQLState();
    }
  }

  private static String rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      for (int i = 1; i <= columns; i++) {
        all.add(rows.getMetaData().getColumnLabel(i));
      }
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
        all.add(row.toString());
      }
      return all.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePrimaryAnswers(Difference difference) throws SQLException {
    assertThat(SERVED_BEFORE.get(difference))
        .as("served before")
        .isEqualTo(difference.isInTheStatement() ? Role.PRIMARY : Role.SUBSCRIBER);
    try (Connection meridian = after.getConnection();
        Connection primary = here.connect(PRIMARY);
        Connection copy = here.connect(SUBSCRIBER)) {
      awaitNear(meridian);
      String expected = answer(primary, difference.read());
      assertThat(answer(copy, difference.read())).as("the subscriber's").isNotEqualTo(expected);
      assertThat(answer(meridian, difference.read())).isEqualTo(expected);
    }
  }

  /** Which reads a comparison would let a subscriber serve although its answer is another. */
  private static Set<Difference> wrong(Blindness blindness) throws SQLException {
    try (Connection primary = here.connect(PRIMARY);
        Connection copy = here.connect(SUBSCRIBER)) {
      StatementClassifier classifier = new StatementClassifier(Set.of(), Set.of(), 100);
      Catalogue catalogue = new CatalogueReader().read(primary, Catalogue.UNREAD);
      SubscriberRelations whole =
          blindness.compare(
              new PublishedTablesReader().read(primary), new SubscribedTablesReader().read(copy));
      return Arrays.stream(Difference.values())
          .filter(
              difference -> {
                Verdict verdict = classifier.classify(difference.read(), true, catalogue);
                return verdict.reach() == Verdict.Reach.SUBSCRIBER
                    && whole.holds(verdict.use(), SearchPath.SERVERS_OWN)
                    && !answer(primary, difference.read()).equals(answer(copy, difference.read()));
              })
          .collect(Collectors.toSet());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aComparisonBrokenOnPurposeIsCaught(Blindness blindness) throws SQLException {
    if (blindness == Blindness.TO_NOTHING) {
      assertThat(wrong(blindness)).isEmpty();
    } else {
      assertThat(wrong(blindness)).isNotEmpty();
    }
  }
}
