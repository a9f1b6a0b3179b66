package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class WorldTest {
  @Test
  void replicatesToBothKinds() throws SQLException {
    try (MultiRegionPostgres cluster =
        MultiRegionPostgres.builder()
            .schema("CREATE TABLE note (id int PRIMARY KEY, text text)")
            .data("INSERT INTO note VALUES (1, 'copied')")
            .progress(System.out::println)
            .start()) {
      cluster.primary().execute("INSERT INTO note VALUES (2, 'streamed')");
      cluster.awaitCaughtUp();
      for (RegionNode node : cluster.nodes()) {
        assertThat(node.query("SELECT string_agg(text, ',' ORDER BY id) FROM note"))
            .as(node.toString())
            .isEqualTo("copied,streamed");
      }
    }
  }
}
