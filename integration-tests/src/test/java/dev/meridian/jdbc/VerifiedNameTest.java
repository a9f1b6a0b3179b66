package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.AddressRelay;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code sslmode=verify-full}, of a name that leads to several addresses. */
@ShopWorld
class VerifiedNameTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  // Longer than the standby takes to be found where it is used.
  private static final Duration WHILE = Duration.ofSeconds(3);

  private final MultiRegionPostgres cluster;
  private final RegionNode primary;
  private final RegionNode standby;

  VerifiedNameTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
    this.primary = cluster.primary();
    this.standby = cluster.node("eu-west-1");
  }

  @AfterEach
  void speakPlainly() throws SQLException {
    ServerCertificate.remove(List.of(primary, standby));
  }

  private MeridianDataSource source(int port, String mode, Path trusted) {
    MeridianDataSource source =
        MeridianDataSource.builder()
            .url("jdbc:meridian:postgresql://localhost:" + port + "/" + cluster.database())
            .user(cluster.user())
            .password(cluster.password())
            .property("sslmode", mode)
            .property("sslrootcert", trusted.toString())
            .property("connectTimeout", "5")
            .property("ApplicationName", mode)
            .build();
    source.setHostLookup(
        host -> List.of(InetAddress.getLoopbackAddress(), InetAddress.getByName("127.0.0.2")));
    return source;
  }

  private static String sessions(RegionNode node, String name, boolean tls) throws SQLException {
    return String.valueOf(
        node.query(
            "SELECT count(*) > 0 FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                + " WHERE application_name = '%s' AND ssl = %s".formatted(name, tls)));
  }

  /** Reads until one is served by the standby; none may fail. */
  private void awaitStandby(Connection connection) {
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(Sql.query(connection, Routes.READ)).isNotNull();
              assertThat(Sql.route(connection).role()).isEqualTo(Role.STANDBY);
            });
  }

  /** The primary is farther away, so that reads are served by the standby where that is used. */
  @Test
  void everyAddressIsVerifiedByTheName(@TempDir Path directory) throws Exception {
    ServerCertificate right = ServerCertificate.of("localhost", directory);
    ServerCertificate wrong = ServerCertificate.of("elsewhere", directory);
    Path both = directory.resolve("both.crt");
    Files.writeString(both, right.certificate() + "\n" + wrong.certificate() + "\n");
    right.install(primary);
    right.install(standby);
    cluster.awaitCaughtUp();
    cluster.from("ap-east-1").linkTo("us-east-1").roundTrip(Duration.ofMillis(60));
    int far = cluster.from("ap-east-1").linkTo("us-east-1").port();
    try (AddressRelay home = new AddressRelay("127.0.0.1", 0, far);
        AddressRelay other = new AddressRelay("127.0.0.2", home.port(), standby.port())) {
      try (MeridianDataSource source = source(home.port(), "verify-full", both);
          Connection connection = source.getConnection()) {
        Sql.update(connection, "UPDATE users SET id = id WHERE false");
        assertThat(Sql.route(connection).node()).isEqualTo("localhost/127.0.0.1:" + home.port());
        awaitStandby(connection);
        assertThat(Sql.route(connection).node()).isEqualTo("localhost/127.0.0.2:" + other.port());
        for (RegionNode node : List.of(primary, standby)) {
          assertThat(sessions(node, "verify-full", true)).as("TLS at %s", node).isEqualTo("t");
          assertThat(sessions(node, "verify-full", false)).as("plain at %s", node).isEqualTo("f");
        }
      }
      wrong.install(standby);
      try (MeridianDataSource source = source(home.port(), "verify-ca", both);
          Connection connection = source.getConnection()) {
        awaitStandby(connection);
      }
      try (MeridianDataSource source = source(home.port(), "verify-full", both);
          Connection connection = source.getConnection()) {
        long began = System.nanoTime();
        do {
          Sql.query(connection, Routes.READ);
          assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
        } while (System.nanoTime() - began < WHILE.toNanos());
      }
    }
  }
}
