package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Route;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Which replica serves, as the ways to them become longer and shorter while it runs. */
@ShopWorld
class NearnessTest implements Mended {

  private static final String STANDBY = "eu-west-1";
  private static final String SUBSCRIBER = "ap-east-1";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int READS = 50;
  // Until the ways that became shorter count as such.
  private static final Duration PAUSE = Duration.ofSeconds(4);

  private static Vantage at(MultiRegionPostgres cluster, int standbyMillis, int subscriberMillis) {
    Vantage here = cluster.from(STANDBY);
    here.linkTo("us-east-1").roundTrip(Duration.ofMillis(300));
    here.linkTo(STANDBY).roundTrip(Duration.ofMillis(standbyMillis));
    here.linkTo(SUBSCRIBER).roundTrip(Duration.ofMillis(subscriberMillis));
    return here;
  }

  private static String readAt(Connection connection) throws SQLException {
    assertThat(Sql.query(connection, Routes.READ)).isNotNull();
    return String.valueOf(Sql.route(connection).region());
  }

  /** Where reads are served one after the other, each place once, until one is. */
  private static List<String> placesUntil(Connection connection, String region)
      throws SQLException {
    List<String> places = new ArrayList<>();
    long began = System.nanoTime();
    do {
      String place = readAt(connection);
      if (places.isEmpty() || !places.get(places.size() - 1).equals(place)) {
        places.add(place);
      }
    } while (!places.contains(region) && System.nanoTime() - began < LONG.toNanos());
    return places;
  }

  @Test
  void theChoiceFollowsTheWays(MultiRegionPostgres cluster) throws Exception {
    Vantage here = at(cluster, 5, 80);
    try (MeridianDataSource source =
            MeridianDataSource.builder().url(Refusal.freshUrl(here)).build();
        Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, STANDBY);
      at(cluster, 80, 5);
      assertThat(placesUntil(connection, SUBSCRIBER)).containsExactly(STANDBY, SUBSCRIBER);
      at(cluster, 5, 80);
      assertThat(placesUntil(connection, STANDBY)).containsExactly(SUBSCRIBER, STANDBY);
    }
  }

  @Test
  void nothingIsReadFromOtherReplicasWithoutAny(MultiRegionPostgres cluster) throws Exception {
    Vantage here = at(cluster, 5, 80);
    String url = Refusal.freshUrl(here, "readFrom=" + SUBSCRIBER);
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, SUBSCRIBER);
      here.linkTo(SUBSCRIBER).refuse();
      here.linkTo(SUBSCRIBER).reset();
      assertThat(placesUntil(connection, "us-east-1")).doesNotContain(STANDBY);
      assertThat(readAt(connection)).isEqualTo("us-east-1");
    }
  }

  /** Reads without a pause; what it gives back is the routes of the last so many. */
  private static List<Route> routes(Connection connection, int reads) throws SQLException {
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < reads; i++) {
      readAt(connection);
      routes.add(Sql.route(connection));
    }
    return routes;
  }

  /** One that reads in a region, where that is the nearer one at first. */
  private static Connection readerAt(MeridianDataSource source, String region) throws SQLException {
    Connection connection = source.getConnection();
    Routes.awaitRead(connection, region);
    return connection;
  }

  private static void pause() {
    await().pollDelay(PAUSE).until(() -> true);
  }

  /** Each keeps the other behind as long as they read at two nodes. */
  @Test
  void theConnectionsOfOneSessionComeTogether(MultiRegionPostgres cluster) throws Exception {
    Vantage here = at(cluster, 40, 80);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (MeridianDataSource source =
            MeridianDataSource.builder().url(Refusal.freshUrl(here)).build();
        Connection one = readerAt(source, STANDBY)) {
      at(cluster, 80, 40);
      try (Connection other = readerAt(source, SUBSCRIBER)) {
        at(cluster, 40, 40);
        comeTogether(one, other, threads);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void comeTogether(Connection one, Connection other, ExecutorService threads)
      throws SQLException {
    // Who has to go there does not open a connection first.
    for (Connection each : List.of(one, other)) {
      Sql.update(each, "UPDATE users SET id = id WHERE false");
    }
    pause();
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              Future<List<Route>> others = threads.submit(() -> routes(other, READS));
              List<Route> all = new ArrayList<>(routes(one, READS));
              all.addAll(others.get());
              assertThat(all).extracting(Route::waited).containsOnly(Duration.ZERO);
              assertThat(all).extracting(Route::reason).containsOnly(RouteReason.NEAREST);
              assertThat(all).extracting(Route::region).containsOnly(all.get(0).region());
            });
  }
}
