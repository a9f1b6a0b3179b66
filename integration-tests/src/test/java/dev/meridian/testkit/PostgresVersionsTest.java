package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresVersionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"15", "16"})
  void aWorldStandsOnTheVersionThatItNames(String major) throws SQLException {
    try (MultiRegionPostgres cluster =
        MultiRegionPostgres.builder()
            .embedded()
            .postgres(major)
            .roundTrips(WanModel.none())
            .schema("CREATE TABLE note (id int PRIMARY KEY)")
            .start()) {
      cluster.primary().execute("INSERT INTO note VALUES (1)");
      cluster.awaitCaughtUp();
      for (RegionNode node : cluster.nodes()) {
        assertThat(node.query("SHOW server_version")).startsWith(major + ".");
        assertThat(node.query("SELECT count(*) FROM note")).isEqualTo("1");
      }
    }
  }
}
