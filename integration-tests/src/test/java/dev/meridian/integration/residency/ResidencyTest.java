package dev.meridian.integration.residency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Breakage;
import dev.meridian.integration.BrokenDriver;
import dev.meridian.integration.Routes;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Session;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.WanLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is within EU opens no session and sends no byte to a node outside. */
@ResidentWorld
class ResidencyTest {

  private final MultiRegionPostgres cluster;
  private final Border border;

  ResidencyTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
    this.border = new Border(cluster);
  }

  @BeforeEach
  void begin() throws SQLException {
    border.begin();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noRoadLeadsOut(boolean session) throws Exception {
    String name = "resident-" + session;
    String url = session ? border.url(name) : border.url(name, "jurisdiction=EU");
    assertThat(Bound.tryAll(url, session)).isEmpty();
    border.expectNothingCrossed();
    border.expectNoSession(name);
    Awaitility.await("what is counted at all")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> cluster.from("eu-west-1").linkTo("us-east-1").bytesByApplication(),
            bytes -> bytes.containsKey(Border.PROBE));
  }

  /** The primary is of no use to it, so that it has nowhere else to go. */
  @Test
  void aReadWaitsForAReplicaThatIsAwayForAMoment() throws Exception {
    String url =
        border
            .url("away", "jurisdiction=EU")
            .replaceAll("catchUpTimeout=[^&]*", "catchUpTimeout=30s");
    WanLink way = cluster.from(Border.INSIDE).linkTo(Border.INSIDE);
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection connection = source.getConnection()) {
      Sql.query(connection, Routes.READ);
      way.refuse();
      way.reset();
      CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(way::restore);
      assertThat(Sql.query(connection, Routes.READ)).isNotNull();
      assertThat(Sql.route(connection).region()).isEqualTo(Border.INSIDE);
    }
    border.expectNothingCrossed();
  }

  @Test
  void aGateThatLetsEverybodyThroughIsFound() throws Exception {
    @SuppressWarnings("unchecked") // It is what the method returns.
    List<String> wrong =
        (List<String>)
            new BrokenDriver(Breakage.OPEN_GATE)
                .loadClass(Bound.class.getName())
                .getMethod("tryAll", String.class, boolean.class)
                .invoke(null, border.url("broken", "jurisdiction=EU"), false);
    assertThat(wrong)
        .anyMatch(road -> road.contains("the driver: an insert is not refused"))
        .anyMatch(road -> road.contains("the data source: COPY TO is not refused"))
        .anyMatch(road -> road.contains("replication is not refused"));
    assertThat(border.crossed()).containsKey("us-east-1 broken");
    cluster.primary().execute("DROP TABLE IF EXISTS leaked");
  }

  @Test
  void anUnknownJurisdictionNamesThoseKnown() throws Exception {
    try (MeridianDataSource source =
            MeridianDataSource.builder().url(border.url("unknown")).build();
        Session session = Session.open().within("EWR");
        Connection connection = source.getConnection()) {
      assertThat(new Road("", c -> Sql.query(c, Routes.READ)).state(connection)).isEqualTo("22023");
      assertThat(session.jurisdictions()).containsExactly("EWR");
    }
    border.expectNothingCrossed();
  }

  @Test
  void anInnerSessionDoesNotWiden() throws Exception {
    try (MeridianDataSource source = MeridianDataSource.builder().url(border.url("inner")).build();
        Session outer = Session.open().within("EU");
        Session inner = Session.open().within("US");
        Connection connection = source.getConnection()) {
      assertThat(new Road("", c -> Sql.query(c, Routes.READ)).state(connection))
          .isEqualTo(Session.OUTSIDE);
      assertThat(inner.jurisdictions()).hasSize(2).containsAll(outer.jurisdictions());
    }
    border.expectNothingCrossed();
  }

  @Test
  void whereTheReplicaInsideIsBehindOrGoneNobodyElseServes() throws Exception {
    try (MeridianDataSource source = MeridianDataSource.builder().url(border.url("lost")).build();
        Session session = Session.open().within("EU");
        Connection connection = source.getConnection()) {
      Sql.query(connection, Routes.READ);
      cluster.node("eu-west-1").pauseReplay();
      cluster.primary().query("INSERT INTO users (name) VALUES ('later') RETURNING id");
      session.behind();
      assertThat(new Road("", c -> Sql.query(c, Routes.READ)).state(connection))
          .isEqualTo(Session.OUTSIDE);
      cluster.node("eu-west-1").resumeReplay();
      awaitRead(connection);
      cluster.node("eu-west-1").kill();
      assertThat(new Road("", c -> Sql.query(c, Routes.READ)).state(connection))
          .isEqualTo(Session.OUTSIDE);
    }
    border.expectNothingCrossed();
  }

  @Test
  void aNodeThatIsLabelledAnewIsLeft(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("nodes");
    label(file, Border.INSIDE);
    String url = border.url("moved", "nodes=file:" + file).replaceAll("&nodeRegions=[^&]*", "");
    Road read = new Road("", c -> Sql.query(c, Routes.READ));
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Session session = Session.open().within("EU");
        Connection open = source.getConnection()) {
      Sql.query(open, Routes.READ);
      try (Connection idle = source.getConnection()) {
        Sql.query(idle, Routes.READ);
      }
      open.setReadOnly(true);
      open.setAutoCommit(false);
      Sql.query(open, Routes.READ);
      label(file, "us-east-1");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInSameThread()
          .until(() -> read.state(open), Session.OUTSIDE::equals);
      cluster.from(Border.INSIDE).linkTo(Border.INSIDE).resetCounters();
      assertThat(read.state(open)).isEqualTo(Session.OUTSIDE);
      try (Connection next = source.getConnection()) {
        assertThat(read.state(next)).isEqualTo(Session.OUTSIDE);
      }
      assertThat(cluster.from(Border.INSIDE).linkTo(Border.INSIDE).bytesByApplication())
          .as("within %s", session.jurisdictions())
          .doesNotContainKey("moved");
      open.rollback();
      label(file, Border.INSIDE);
      open.setAutoCommit(true);
      awaitRead(open);
    }
    border.expectNothingCrossed();
  }

  /** On this thread, which is in the session. */
  private static void awaitRead(Connection connection) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInSameThread()
        .ignoreExceptionsInstanceOf(SQLException.class)
        .untilAsserted(
            () -> {
              Sql.query(connection, Routes.READ);
              assertThat(Sql.route(connection).region()).isEqualTo(Border.INSIDE);
            });
  }

  private void label(Path file, String region) throws IOException {
    Path next = file.resolveSibling("next");
    Files.writeString(next, line("us-east-1", "us-east-1") + line(Border.INSIDE, region));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String line(String node, String region) {
    int port = cluster.from(Border.INSIDE).linkTo(node).port();
    return "127.0.0.1:" + port + " region=" + region + "\n";
  }
}
