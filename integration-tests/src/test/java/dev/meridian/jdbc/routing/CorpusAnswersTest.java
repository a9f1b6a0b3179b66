package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Route;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.WanModel;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every read of the corpus has the same answer through Meridian as from the primary itself. */
class CorpusAnswersTest {

  // So often that a sample that takes a page with a chance of one in ten has taken it once.
  private static final int ASKED_AGAIN = 60;

  private static MultiRegionPostgres cluster;

  @BeforeAll
  static void start() throws SQLException, IOException {
    cluster = CorpusWorld.builder().roundTrips(WanModel.none()).start();
    cluster.awaitCaughtUp();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @CsvSource({"eu-west-1, STANDBY, 120", "ap-east-1, SUBSCRIBER, 40"})
  void isThePrimarysOwn(String region, Role near, int atLeast) throws Exception {
    for (RegionNode node : cluster.nodes()) {
      boolean here = node.region().equals(region);
      cluster.from(region).linkTo(node.region()).roundTrip(Duration.ofMillis(here ? 0 : 20));
    }
    int servedNear = 0;
    List<String> wrong = new ArrayList<>();
    try (MeridianDataSource source =
            MeridianDataSource.builder()
                .url(cluster.from(region).meridianUrl("safeFunctions=app_harmless"))
                .build();
        Connection meridian = source.getConnection();
        Connection primary = cluster.from("us-east-1").connect("us-east-1");
        Connection another = cluster.from("us-east-1").connect("us-east-1")) {
      awaitNear(meridian, near);
      for (String sql : CorpusWorld.reads()) {
        int parameters = parameters(primary, sql);
        String expected = answer(primary, sql, parameters);
        if (differsEachTime(another, sql, parameters, expected)) {
          continue;
        }
        String found = answer(meridian, sql, parameters);
        Route route = Objects.requireNonNull(meridian.unwrap(MeridianConnection.class).lastRoute());
        if (route.role() == near) {
          servedNear++;
        } else {
          // The session has seen the primary now: the next is served near once that is there too.
          awaitNear(meridian, near);
        }
        // What moves by itself, such as a slot's position, may have moved in between.
        if (!expected.equals(found) && expected.equals(answer(another, sql, parameters))) {
          wrong.add(sql + "\n  primary: " + expected + "\n  " + route + ": " + found);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(servedNear).as("reads served by the %s", near).isGreaterThan(atLeast);
  }

  private static boolean differsEachTime(
      Connection primary, String sql, int parameters, String expected) {
    return IntStream.range(0, ASKED_AGAIN)
        .anyMatch(i -> !expected.equals(answer(primary, sql, parameters)));
  }

  private static void awaitNear(Connection meridian, Role near) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              answer(meridian, "SELECT count(*) FROM users", 0);
              Route route =
                  Objects.requireNonNull(meridian.unwrap(MeridianConnection.class).lastRoute());
              assertThat(route.role()).isEqualTo(near);
            });
  }

  /** The rows in no order, or the error's state. */
  private static String answer(Connection connection, String sql, int parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 1; i <= parameters; i++) {
        statement.setObject(i, "1", Types.OTHER);
      }
      statement.setQueryTimeout(10);
      List<String> results = new ArrayList<>();
      boolean rows = statement.execute();
      while (rows || statement.getUpdateCount() >= 0) {
        results.add(rows ? rows(statement) : "count " + statement.getUpdateCount());
        rows = statement.getMoreResults();
      }
      return results.toString();
    } catch (SQLException e) {
      return "error " + e.getSQLState();
    }
  }

  /** How many there are, by pgjdbc itself, which does not tell for several statements. */
  private static int parameters(Connection primary, String sql) throws SQLException {
    try (PreparedStatement statement = primary.prepareStatement(sql)) {
      int count = 0;
      while (true) {
        try {
          statement.setObject(count + 1, "1", Types.OTHER);
          count++;
        } catch (SQLException e) {
          return count;
        }
      }
    }
  }

  private static String rows(PreparedStatement statement) throws SQLException {
    List<String> all = new ArrayList<>();
    try (ResultSet rows = statement.getResultSet()) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
        all.add(row.toString());
      }
    }
    Collections.sort(all);
    return all.toString();
  }
}
