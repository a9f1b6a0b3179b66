package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator takes a node out and puts it back, while the application reads. */
@ShopWorld
class DrainTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final MultiRegionPostgres cluster;
  private Vantage here;

  DrainTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void look() throws SQLException {
    cluster.awaitCaughtUp();
    here = Distances.apply(cluster, "eu-west-1");
  }

  private String host(String region) {
    return "127.0.0.1:" + here.linkTo(region).port();
  }

  private String sessionsAt(String region, String name) throws SQLException {
    return String.valueOf(
        cluster
            .node(region)
            .query(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + name + "'"));
  }

  private MeridianDataSource source(String... settings) {
    return MeridianDataSource.builder().url(here.meridianUrl(settings)).build();
  }

  @Test
  void aDrainedReplicaServesNoReadAndIsLeftAndComesBack() throws SQLException {
    try (MeridianDataSource source = source("ApplicationName=drained", "maxConnections=9");
        Readers readers = Readers.start(source)) {
      readers.awaitMoreFrom("eu-west-1");
      source.drain(host("eu-west-1"));
      Awaitility.await().atMost(SOON).until(() -> sessionsAt("eu-west-1", "drained").equals("0"));
      try (Connection connection = source.getConnection()) {
        Sql.query(connection, Routes.READ);
        assertThat(Sql.route(connection).region()).isNotEqualTo("eu-west-1");
      }
      Refusal.of(() -> source.drain("nowhere:5432"))
          .hasState("22023")
          .says("nowhere:5432 is none of the nodes", host("eu-west-1"), "drained", "up");
      source.undrain(host("eu-west-1"));
      readers.awaitMoreFrom("eu-west-1");
      readers.expectNoFailure();
    }
  }

  @Test
  void whatRunsThereEndsAsEver() throws SQLException {
    try (MeridianDataSource source = source("maxConnections=8");
        Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, "eu-west-1");
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      Sql.query(connection, Routes.READ);
      assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
      source.drain(host("eu-west-1"));
      Sql.query(connection, Routes.READ);
      assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
      connection.commit();
      Sql.query(connection, Routes.READ);
      assertThat(Sql.route(connection).region()).isNotEqualTo("eu-west-1");
      connection.rollback();
    }
  }

  @Test
  void aDrainedPrimaryStillTakesWritesAndServesWhatNoOtherCan() throws SQLException {
    try (MeridianDataSource source = source("drain=" + host("us-east-1"), "maxConnections=7");
        Connection connection = source.getConnection()) {
      Sql.update(connection, "UPDATE users SET id = id WHERE false");
      assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
      Routes.awaitRead(connection, "eu-west-1");
      source.drain(host("eu-west-1"));
      source.drain(host("ap-east-1"));
      Sql.query(connection, Routes.READ);
      assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
    }
  }

  @Test
  void aSettingThatNamesNoHostIsAnError() {
    try (MeridianDataSource source = source("drain=db-eu")) {
      Refusal.of(source::getConnection)
          .hasState("22023")
          .says("drain=db-eu", "none of the nodes", host("us-east-1"));
    }
  }
}
