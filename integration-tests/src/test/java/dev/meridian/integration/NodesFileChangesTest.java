package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that lists the nodes changes while the application reads: no read fails. */
@ShopWorld
class NodesFileChangesTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final MultiRegionPostgres cluster;
  private Path directory;
  private Vantage here;

  NodesFileChangesTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void look(@TempDir Path temporary) throws SQLException {
    directory = temporary;
    cluster.awaitCaughtUp();
    here = Distances.apply(cluster, "eu-west-1");
  }

  private Path file() {
    return directory.resolve("nodes");
  }

  private void write(String... lines) throws IOException {
    Path next = directory.resolve("next");
    Files.writeString(next, String.join("\n", lines) + "\n");
    Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String line(Vantage from, String region, String... words) {
    return "127.0.0.1:"
        + from.linkTo(region).port()
        + " region="
        + region
        + " "
        + String.join(" ", words);
  }

  private MeridianDataSource source(String name) {
    String url =
        here.meridianUrl("nodes=file:" + file(), "ApplicationName=" + name)
            .replaceAll("&nodeRegions=[^&]*", "");
    return MeridianDataSource.builder().url(url).build();
  }

  private void awaitSessions(String region, String name, boolean some) {
    String count = "SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name = '";
    Awaitility.await("sessions of " + name + " in " + region)
        .atMost(SOON)
        .until(
            () -> cluster.node(region).query(count + name + "'"), some ? "t"::equals : "f"::equals);
  }

  @Test
  void nodesComeAndGoAreDrainedAndMoveWithoutAFailedRead() throws Exception {
    write("# two of three", line(here, "us-east-1", "role=primary"), line(here, "eu-west-1"));
    try (MeridianDataSource source = source("listed");
        Readers readers = Readers.start(source)) {
      readers.awaitMoreFrom("eu-west-1");
      write(line(here, "us-east-1"));
      awaitSessions("eu-west-1", "listed", false);
      readers.awaitMoreFrom("us-east-1");
      write(line(here, "us-east-1"), line(here, "eu-west-1", "drain"));
      Refusal.of(() -> source.drain("nowhere")).hasState("22023").says("none of the nodes");
      Awaitility.await()
          .atMost(SOON)
          .untilAsserted(
              () -> Refusal.of(() -> source.drain("nowhere")).says("STANDBY up", "drained"));
      Refusal.of(() -> source.undrain("127.0.0.1:" + here.linkTo("eu-west-1").port()))
          .hasState("22023")
          .says("drained by the file");
      readers.awaitMoreFrom("us-east-1");
      awaitSessions("eu-west-1", "listed", false);
      write(line(here, "us-east-1"), line(here, "eu-west-1"), line(here, "ap-east-1"));
      readers.awaitMoreFrom("eu-west-1");
      // All nodes at once have other addresses.
      Vantage there = cluster.from("us-east-1");
      there.linkTo("us-east-1").roundTrip(Duration.ofMillis(40));
      write(line(there, "us-east-1"), line(there, "eu-west-1"));
      Awaitility.await().atMost(SOON).until(() -> here.linkTo("eu-west-1").liveConnections() == 0);
      readers.awaitMoreFrom("eu-west-1");
      try (Connection connection = source.getConnection()) {
        Sql.update(connection, "UPDATE users SET id = id WHERE false");
      }
      readers.expectNoFailure();
    }
  }

  @Test
  void aBrokenFileIsAnErrorAtTheBeginningAndLaterLeavesWhatThereIs() throws Exception {
    try (MeridianDataSource source = source("missing")) {
      Refusal.of(source::getConnection).hasState("22023").says("nodes=file:" + file());
    }
    write(line(here, "us-east-1"), line(here, "eu-west-1", "role=leader"));
    try (MeridianDataSource source = source("broken")) {
      Refusal.of(source::getConnection).hasState("22023").says("line 2", "role=leader");
      write(line(here, "us-east-1"), line(here, "eu-west-1"));
      try (Readers readers = Readers.start(source)) {
        readers.awaitMoreFrom("eu-west-1");
        write("this is no list of nodes");
        readers.awaitMoreFrom("eu-west-1");
        Files.delete(file());
        readers.awaitMoreFrom("eu-west-1");
        write(line(here, "us-east-1"));
        awaitSessions("eu-west-1", "broken", false);
        readers.expectNoFailure();
      }
    }
  }

  @Test
  void labelsForHostsThatAreReplacedAreAnError() throws Exception {
    write(line(here, "us-east-1"));
    String url = here.meridianUrl("nodes=file:" + file());
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build()) {
      Refusal.of(source::getConnection).hasState("22023").says("nodeRegions and roles", "nodes=");
    }
    assertThat(Files.exists(file())).isTrue();
  }
}
