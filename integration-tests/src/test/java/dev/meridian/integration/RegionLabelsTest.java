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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which regions nodes are of which the URL says nothing, and whether that can be. */
@ShopWorld
class RegionLabelsTest implements Mended {

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

  /** What the log says to an application there of which labels can not be. */
  private static List<String> wrong(MultiRegionPostgres cluster, String region) throws Exception {
    String url = url(cluster, "region=" + region, "nodeRegions=us-east-1,eu-west-1,ap-east-1");
    try (NodeLog log = new NodeLog();
        MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection connection = source.getConnection()) {
      log.awaitEach("(us-east-1): PRIMARY up", "(eu-west-1): STANDBY up", "ap-east-1 and back");
      Routes.awaitWrite(connection, WRITE, Role.PRIMARY);
      return log.lines().stream().filter(line -> line.contains("labels is wrong")).toList();
    }
  }

  @Test
  void oneThatAnswersFasterThanLightIsToldOf(MultiRegionPostgres cluster) throws Exception {
    assertThat(wrong(cluster, "eu-west-1"))
        .anyMatch(line -> line.contains("us-east-1 and back light takes 53."));
  }

  @Test
  void oneThatIsAsFarAsItSaysIsNot(MultiRegionPostgres cluster) throws Exception {
    cluster.from("us-east-1").linkTo("eu-west-1").roundTrip(Duration.ofMillis(80));
    assertThat(wrong(cluster, "us-east-1")).noneMatch(line -> line.contains("eu-west-1 and back"));
  }
}
