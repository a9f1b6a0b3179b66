package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Sql;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A row that a failover loses, though one replica has received it. */
final class LostRow {

  static final String COUNT = "SELECT count(*) FROM users WHERE name = 'lost'";

  /** Brings the new primary's WAL past where the lost row stood. */
  static final String MORE = "INSERT INTO users (name) SELECT 'more' FROM generate_series(1, 2000)";

  private LostRow() {}

  /** Writes it where the heir does not receive it, but the witness does; then the primary ends. */
  static void lose(MultiRegionPostgres cluster, String heir, String witness) throws SQLException {
    cluster.awaitCaughtUp();
    cluster.replicationLink(heir, "us-east-1").stall();
    cluster.primary().execute("INSERT INTO users (id, name) VALUES (1000000, 'lost')");
    RegionNode replica = cluster.node(witness);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> "1".equals(replica.query(COUNT)));
    cluster.primary().kill();
  }

  /** Reads for a while, wherever that goes, and never sees it. */
  static void isNotRead(Connection connection, String witness) throws SQLException {
    long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (System.nanoTime() < until) {
      assertThat(Sql.query(connection, COUNT)).isEqualTo("0");
      assertThat(Sql.route(connection).region()).isNotEqualTo(witness);
    }
  }
}
