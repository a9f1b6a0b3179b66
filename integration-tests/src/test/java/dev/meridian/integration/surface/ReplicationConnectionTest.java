package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

/** A program that follows the primary's changes finds the primary by the same URL. */
@ShopWorld
class ReplicationConnectionTest {

  private static final String REPLICATION =
      "&replication=database&assumeMinServerVersion=9.4&preferQueryMode=simple";

  private final MultiRegionPostgres cluster;

  ReplicationConnectionTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void allow() throws SQLException {
    cluster.primary().execute("ALTER ROLE " + cluster.user() + " REPLICATION");
  }

  @AfterEach
  void allowNoMore() throws SQLException {
    cluster.primary().execute("ALTER ROLE " + cluster.user() + " NOREPLICATION");
  }

  @Test
  @Timeout(60)
  void streamsWhatIsWritten() throws SQLException {
    String url = cluster.from("eu-west-1").meridianUrl();
    try (Connection stream = DriverManager.getConnection(url + REPLICATION);
        Connection routed = DriverManager.getConnection(url)) {
      PGConnection replication = stream.unwrap(PGConnection.class);
      replication
          .getReplicationAPI()
          .createReplicationSlot()
          .logical()
          .withSlotName("followed")
          .withOutputPlugin("pgoutput")
          .withTemporaryOption()
          .make();
      Sql.update(routed, "INSERT INTO users (name) VALUES ('streamed to whoever follows')");
      try (PGReplicationStream changes =
          replication
              .getReplicationAPI()
              .replicationStream()
              .logical()
              .withSlotName("followed")
              .withSlotOption("proto_version", "1")
              .withSlotOption("publication_names", "pub_global")
              .start()) {
        String seen = "";
        while (!seen.contains("streamed to whoever follows")) {
          ByteBuffer message = changes.read();
          seen = StandardCharsets.UTF_8.decode(message).toString();
        }
      }
    }
  }

  @Test
  void leadsToThePrimary() throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(cluster.from("eu-west-1").meridianUrl() + REPLICATION)) {
      assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
      assertThat(Sql.query(connection, "SHOW port"))
          .isEqualTo(cluster.primary().query("SHOW port"));
    }
  }

  @Test
  void isNotPooled() {
    String url = cluster.from("eu-west-1").meridianUrl() + REPLICATION;
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build()) {
      assertThatThrownBy(source::getConnection)
          .isInstanceOf(SQLException.class)
          .hasFieldOrPropertyWithValue("SQLState", "0A000")
          .hasMessageContaining("replication=database");
    }
  }
}
