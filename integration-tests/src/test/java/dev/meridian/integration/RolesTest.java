package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles are found, whatever the order of the hosts, and however few of them are listed. */
@ShopWorld
class RolesTest {

  private static final String WRITE = "INSERT INTO users (name) VALUES ('role')";

  private final MultiRegionPostgres cluster;

  RolesTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void catchUp() throws SQLException {
    cluster.awaitCaughtUp();
  }

  /** A URL with these nodes alone, in this order. */
  private String url(Vantage here, List<String> regions) {
    String hosts =
        regions.stream()
            .map(region -> "127.0.0.1:" + here.linkTo(region).port())
            .collect(Collectors.joining(","));
    return Refusal.freshUrl(here)
        .replace(here.hosts(), hosts)
        .replaceAll("nodeRegions=[^&]*", "nodeRegions=" + String.join(",", regions));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "us-east-1,eu-west-1,ap-east-1",
        "eu-west-1,us-east-1,ap-east-1",
        "ap-east-1,eu-west-1,us-east-1",
        "ap-east-1,us-east-1,eu-west-1"
      })
  void theOrderOfTheHostsDoesNotMatter(String order) throws SQLException {
    List<String> regions = Arrays.asList(order.split(",", -1));
    try (Connection europe =
            DriverManager.getConnection(url(Distances.apply(cluster, "eu-west-1"), regions));
        Connection asia =
            DriverManager.getConnection(url(Distances.apply(cluster, "ap-east-1"), regions))) {
      Routes.awaitRead(europe, "eu-west-1");
      assertThat(Sql.route(europe).role()).isEqualTo(Role.STANDBY);
      Routes.awaitRead(asia, "ap-east-1");
      assertThat(Sql.route(asia).role()).isEqualTo(Role.SUBSCRIBER);
      Sql.update(asia, WRITE);
      assertThat(Sql.route(asia).region()).isEqualTo("us-east-1");
      assertThat(Sql.route(asia).role()).isEqualTo(Role.PRIMARY);
    }
  }

  @Test
  void statedRolesThatAreRightChangeNothing() throws SQLException {
    String url =
        Refusal.freshUrl(Distances.apply(cluster, "ap-east-1"), "roles=primary,standby,subscriber");
    try (Connection connection = DriverManager.getConnection(url)) {
      Routes.awaitRead(connection, "ap-east-1");
      assertThat(Sql.route(connection).role()).isEqualTo(Role.SUBSCRIBER);
    }
  }

  @Test
  void aPrimaryAloneServesEverything() throws SQLException {
    String url = url(cluster.from("eu-west-1"), List.of("us-east-1"));
    try (Connection connection = DriverManager.getConnection(url)) {
      assertThat(Sql.query(connection, "SELECT count(*) >= 100 FROM users")).isEqualTo("t");
      assertThat(Sql.update(connection, WRITE)).isOne();
      assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      assertThat(Sql.query(connection, "SELECT count(*) >= 100 FROM users")).isEqualTo("t");
      connection.commit();
    }
  }

  @Test
  void aStandbyAloneServesReads() throws SQLException {
    String url = url(cluster.from("eu-west-1"), List.of("eu-west-1"));
    try (Connection connection = DriverManager.getConnection(url)) {
      assertThat(Sql.query(connection, "SELECT count(*) >= 100 FROM users")).isEqualTo("t");
      assertThat(Sql.route(connection).role()).isEqualTo(Role.STANDBY);
      Refusal.of(() -> Sql.update(connection, WRITE)).hasState("08001").says("STANDBY up");
    }
  }

  @Test
  void aSubscriberIsNoPrimaryWhereOnlyAStandbyOfItsPublisherIsListed() throws SQLException {
    String url = url(cluster.from("ap-east-1"), List.of("ap-east-1", "eu-west-1"));
    try (Connection connection = DriverManager.getConnection(url)) {
      Refusal.of(() -> Sql.update(connection, WRITE))
          .hasState("08001")
          .says("sub_ap_east_1", "another system");
      assertThat(Sql.query(connection, "SELECT count(*) >= 100 FROM users")).isEqualTo("t");
      assertThat(Sql.route(connection).role()).isEqualTo(Role.STANDBY);
    }
  }

  @Test
  void aSubscriberAloneTakesNoWritesIfItsRoleIsStated() throws SQLException {
    String url = url(cluster.from("ap-east-1"), List.of("ap-east-1"));
    try (Connection connection = DriverManager.getConnection(url + "&roles=subscriber")) {
      Refusal.of(() -> Sql.update(connection, WRITE)).hasState("08001").says("SUBSCRIBER up");
    }
  }
}
