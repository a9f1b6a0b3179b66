package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.failover.NodeLog;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which regions nodes are of which the URL says nothing, and whether that can be. */
@ShopWorld
class RegionLabelsTest {

  private static final String WRITE = "UPDATE users SET name = 'labelled' WHERE id = 2";

  private static String url(MultiRegionPostgres cluster, String... settings) {
    String labelled = Refusal.freshUrl(cluster.from("us-east-1"));
    return labelled.replaceAll("&(region|nodeRegions)=[^&]*", "")
        + "&"
        + String.join("&", settings);
  }

  @Test
  void tellTheNetworkOfTheHostsAddress(MultiRegionPostgres cluster) throws Exception {
    String url = url(cluster, "networks=127.0.0.0/8:home-1");
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection connection = source.getConnection()) {
      Routes.awaitWrite(connection, WRITE, Role.PRIMARY);
      assertThat(Sql.route(connection).region()).isEqualTo("home-1");
    }
  }

  @Test
  void tellTheNetworkOfNodesFromAFileToo(MultiRegionPostgres cluster, @TempDir Path folder)
      throws Exception {
    Path file = nodes(cluster, folder);
    String url = url(cluster, "networks=127.0.0.0/8:home-2", "nodes=file:" + file);
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection connection = source.getConnection()) {
      Routes.awaitWrite(connection, WRITE, Role.PRIMARY);
      assertThat(Sql.route(connection).region()).isEqualTo("home-2");
    }
  }

  private static Path nodes(MultiRegionPostgres cluster, Path folder) throws IOException {
    String hosts = cluster.from("us-east-1").hosts().replace(',', '\n') + "\n";
    return Files.writeString(folder.resolve("nodes"), hosts);
  }

  @Test
  void oneThatAnswersFasterThanLightIsToldOf(MultiRegionPostgres cluster) throws Exception {
    String url = url(cluster, "region=eu-west-1", "nodeRegions=us-east-1,eu-west-1,ap-east-1");
    try (NodeLog log = new NodeLog();
        MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection connection = source.getConnection()) {
      Routes.awaitWrite(connection, WRITE, Role.PRIMARY);
      log.await("us-east-1 and back light takes 53.", "one of the two labels is wrong");
    }
  }

  @Test
  void oneThatIsAsFarAsItSaysIsNot(MultiRegionPostgres cluster) throws Exception {
    cluster.from("us-east-1").linkTo("eu-west-1").roundTrip(Duration.ofMillis(80));
    String url = url(cluster, "region=us-east-1", "nodeRegions=us-east-1,eu-west-1,ap-east-1");
    try (NodeLog log = new NodeLog();
        MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection connection = source.getConnection()) {
      Routes.awaitWrite(connection, WRITE, Role.PRIMARY);
      log.await("ap-east-1 and back light takes", "one of the two labels is wrong");
      assertThat(log.lines()).noneMatch(line -> line.contains("eu-west-1 and back"));
    } finally {
      cluster.mend();
    }
  }
}
