package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Mended;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** While there is no primary, each standby is logged in to: the first write finds a connection. */
@ThreeNodes
class HeirsTest implements Mended {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String INSERT =
      "INSERT INTO users (name) VALUES ('w') RETURNING pg_backend_pid()";

  private static String logins(MultiRegionPostgres cluster, String region, String application)
      throws SQLException {
    return String.valueOf(
        cluster
            .node(region)
            .query(
                "SELECT coalesce(string_agg(pid::text, ','), '') FROM pg_stat_activity"
                    + " WHERE application_name = '"
                    + application
                    + "'"));
  }

  private static MeridianDataSource source(
      MultiRegionPostgres cluster, String application, String... settings) {
    String url = cluster.from("us-west-2").meridianUrl(settings);
    return MeridianDataSource.builder().url(url + "&ApplicationName=" + application).build();
  }

  private static String write(MeridianDataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return String.valueOf(Sql.query(connection, INSERT));
    }
  }

  private static void awaitNone(MultiRegionPostgres cluster, String region, String application) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(logins(cluster, region, application)).isEmpty());
  }

  @Test
  void theFirstWriteFindsAConnectionThereAndTheOthersAreGivenUp(MultiRegionPostgres cluster)
      throws Exception {
    String next = "eu-west-1";
    String other = "us-west-2";
    String residency = "jurisdictions=ALL:us-east-1/eu-west-1/us-west-2";
    try (MeridianDataSource writer = source(cluster, "writer", "failoverTimeout=30s");
        MeridianDataSource reader = source(cluster, "reader");
        MeridianDataSource unbound = source(cluster, "unbound", residency);
        MeridianDataSource bound = source(cluster, "bound", residency, "jurisdiction=ALL")) {
      for (MeridianDataSource each : new MeridianDataSource[] {writer, unbound, bound}) {
        assertThat(write(each)).isNotEmpty();
      }
      try (Connection connection = reader.getConnection()) {
        assertThat(connection.isValid(5)).isTrue();
      }
      assertThat(logins(cluster, next, "writer")).isEmpty();

      cluster.primary().kill();
      for (String region : new String[] {next, other}) {
        for (String application : new String[] {"writer", "bound"}) {
          Awaitility.await()
              .atMost(PATIENCE)
              .untilAsserted(
                  () -> assertThat(logins(cluster, region, application)).matches("[0-9]+"));
        }
      }
      assertThat(logins(cluster, next, "reader")).as("who never wrote").isEmpty();
      assertThat(logins(cluster, next, "unbound")).as("nobody knows for whom").isEmpty();
      String ready = logins(cluster, next, "writer");

      cluster.node(next).promote();
      assertThat(write(writer)).isEqualTo(ready);
      awaitNone(cluster, other, "writer");
      awaitNone(cluster, other, "bound");
    }
  }
}
