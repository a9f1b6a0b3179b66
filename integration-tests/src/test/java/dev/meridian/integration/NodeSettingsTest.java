package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.NodeKind;
import dev.meridian.testkit.RegionNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads print the same from every node, whatever is set there. */
@ShopWorld
class NodeSettingsTest {

  private static final String ROLE = "settled";
  private static final String PRINT = "SELECT max((interval '36 hours')::text) FROM users";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MultiRegionPostgres cluster;

  NodeSettingsTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void createTheRole() throws SQLException {
    for (RegionNode node : cluster.nodes()) {
      if (node.kind() != NodeKind.STANDBY) {
        node.execute(
            "CREATE ROLE " + ROLE + " LOGIN PASSWORD 'secret'", "GRANT SELECT ON users TO " + ROLE);
      }
    }
    cluster.awaitCaughtUp();
  }

  @AfterEach
  void dropTheRole() throws SQLException {
    for (RegionNode node : cluster.nodes()) {
      if (node.kind() != NodeKind.STANDBY) {
        node.execute("DROP OWNED BY " + ROLE, "DROP ROLE " + ROLE);
      }
    }
  }

  private Connection from(String region, String... settings) throws SQLException {
    String url =
        Refusal.freshUrl(Distances.apply(cluster, region), settings)
            .replaceAll("user=[^&]*", "user=" + ROLE)
            .replaceAll("password=[^&]*", "password=secret");
    return DriverManager.getConnection(url);
  }

  /** What the node of a region prints, once it serves. */
  private static @Nullable String printed(Connection connection, String region)
      throws SQLException {
    Routes.awaitRead(connection, region);
    String text = Sql.query(connection, PRINT);
    assertThat(Sql.route(connection).region()).as("where that was printed").isEqualTo(region);
    return text;
  }

  @Test
  void aStandbyWithAConfigurationOfItsOwnPrintsAsThePrimaryDoes() throws SQLException {
    RegionNode standby = cluster.node("eu-west-1");
    try {
      standby.execute("ALTER SYSTEM SET intervalstyle = 'iso_8601'", "SELECT pg_reload_conf()");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> "iso_8601".equals(standby.query("SHOW intervalstyle")));
      try (Connection connection = from("eu-west-1")) {
        assertThat(printed(connection, "eu-west-1")).isEqualTo("36:00:00");
      }
    } finally {
      standby.execute("ALTER SYSTEM RESET intervalstyle", "SELECT pg_reload_conf()");
    }
  }

  @Test
  void whatIsSetForTheRoleOnThePrimaryHoldsOnASubscriber() throws SQLException {
    cluster.primary().execute("ALTER ROLE " + ROLE + " SET intervalstyle = 'iso_8601'");
    try (Connection connection = from("ap-east-1")) {
      assertThat(printed(connection, "ap-east-1")).isEqualTo("PT36H");
    }
  }

  @Test
  void aWorldThatRunsTakesUpWhatIsSetLater() throws SQLException {
    String url =
        Refusal.freshUrl(Distances.apply(cluster, "ap-east-1"))
            .replaceAll("user=[^&]*", "user=" + ROLE)
            .replaceAll("password=[^&]*", "password=secret");
    try (Connection first = DriverManager.getConnection(url)) {
      assertThat(printed(first, "ap-east-1")).isEqualTo("36:00:00");
      cluster.primary().execute("ALTER ROLE " + ROLE + " SET intervalstyle = 'iso_8601'");
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(
              () -> {
                try (Connection later = DriverManager.getConnection(url)) {
                  assertThat(printed(later, "ap-east-1")).isEqualTo("PT36H");
                }
              });
    }
  }

  @Test
  void aPoolThatRunsGivesUpSessionsOfBefore() throws SQLException {
    String url =
        Refusal.freshUrl(Distances.apply(cluster, "ap-east-1"))
            .replaceAll("user=[^&]*", "user=" + ROLE)
            .replaceAll("password=[^&]*", "password=secret");
    try (MeridianDataSource pool = MeridianDataSource.builder().url(url).build()) {
      try (Connection first = pool.getConnection()) {
        assertThat(printed(first, "ap-east-1")).isEqualTo("36:00:00");
      }
      cluster.primary().execute("ALTER ROLE " + ROLE + " SET intervalstyle = 'iso_8601'");
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(
              () -> {
                try (Connection later = pool.getConnection()) {
                  assertThat(printed(later, "ap-east-1")).isEqualTo("PT36H");
                }
              });
    }
  }

  @Test
  void aSubscriberWithAnotherSearchPathStillServesNamesWithoutSchema() throws SQLException {
    cluster
        .node("ap-east-1")
        .execute("ALTER ROLE " + ROLE + " SET search_path = elsewhere, public");
    cluster.node("ap-east-1").execute("ALTER ROLE " + ROLE + " SET datestyle = 'German'");
    try (Connection connection = from("ap-east-1")) {
      assertThat(printed(connection, "ap-east-1")).isEqualTo("36:00:00");
    }
  }

  @Test
  void whatTheUrlSetsHasPrecedence() throws SQLException {
    cluster.primary().execute("ALTER ROLE " + ROLE + " SET intervalstyle = 'iso_8601'");
    String own = "options=-c intervalstyle=postgres_verbose";
    try (Connection connection = from("eu-west-1", own)) {
      assertThat(printed(connection, "eu-west-1")).isEqualTo("@ 36 hours");
    }
  }
}
