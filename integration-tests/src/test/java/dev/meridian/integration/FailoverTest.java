package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionsCluster;
import java.sql.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The primary dies and somebody promotes a standby: the driver follows. */
@RegionsCluster(
    schema = {ShopTables.USERS},
    data = ShopTables.SOME_USERS,
    shared = false)
class FailoverTest {

  @Test
  void writesFollowAPromotedStandby(MultiRegionPostgres cluster) throws Exception {
    cluster.awaitCaughtUp();
    try (MeridianDataSource source =
        MeridianDataSource.builder().url(cluster.from("eu-west-1").meridianUrl()).build()) {
      try (Connection connection = source.getConnection()) {
        Sql.update(connection, "INSERT INTO users (name) VALUES ('old')");
      }
      cluster.awaitCaughtUp();
      cluster.primary().kill();
      cluster.node("eu-west-1").promote();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                try (Connection connection = source.getConnection()) {
                  Sql.update(connection, "INSERT INTO users (name) VALUES ('new')");
                  assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
                  assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
                }
              });
      // The old primary comes back writable: nothing may be written there any more.
      cluster.node("us-east-1").start();
      String before = String.valueOf(cluster.node("us-east-1").query("SELECT count(*) FROM users"));
      Awaitility.await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                try (Connection connection = source.getConnection()) {
                  Sql.update(connection, "INSERT INTO users (name) VALUES ('newer')");
                  assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
                }
              });
      assertThat(cluster.node("us-east-1").query("SELECT count(*) FROM users")).isEqualTo(before);
    }
  }
}
