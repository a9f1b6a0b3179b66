package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Session;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program beside the primary serves users everywhere: each reads near to where he is. */
@ShopWorld
class CentralBackendTest implements Mended {

  private static final String HOME = "us-east-1";
  private static final String STANDBY = "eu-west-1";
  private static final String SUBSCRIBER = "ap-east-1";
  private static final long LONG_NANOS = Duration.ofSeconds(30).toNanos();

  private MeridianDataSource source;

  @BeforeEach
  void open(MultiRegionPostgres cluster) {
    Vantage here = Distances.apply(cluster, HOME);
    String url = Refusal.freshUrl(here, "networks=198.51.100.0/24:" + STANDBY, "maxConnections=1");
    source = MeridianDataSource.builder().url(url).build();
  }

  @AfterEach
  void close() {
    source.close();
  }

  private String readAt() throws SQLException {
    try (Connection connection = source.getConnection()) {
      assertThat(Sql.query(connection, Routes.READ)).isNotNull();
      return String.valueOf(Sql.route(connection).region());
    }
  }

  /** As soon as that node is known, and has what the session has seen. */
  private void awaitReadAt(String region) throws SQLException {
    long began = System.nanoTime();
    String at = readAt();
    while (!at.equals(region) && System.nanoTime() - began < LONG_NANOS) {
      at = readAt();
    }
    assertThat(at).isEqualTo(region);
  }

  @Test
  void eachUserReadsNearToWhereHeIs() throws Exception {
    awaitReadAt(HOME);
    for (int i = 0; i < 5; i++) {
      try (Session london = Session.open().at("eu-west-2")) {
        awaitReadAt(STANDBY);
        assertThat(readAt()).as("%s", london.region()).isEqualTo(STANDBY);
      }
      try (Session tokyo = Session.open().at("ap-northeast-1")) {
        awaitReadAt(SUBSCRIBER);
        assertThat(readAt()).as("%s", tokyo.region()).isEqualTo(SUBSCRIBER);
      }
      try (Session ohio = Session.open().at("us-east-2")) {
        assertThat(readAt()).as("%s", ohio.region()).isEqualTo(HOME);
      }
    }
  }

  @Test
  void anAddressTellsToo() throws Exception {
    try (Session known = Session.open().from(InetAddress.getByName("198.51.100.7"))) {
      awaitReadAt(STANDBY);
      assertThat(known.hasPlace()).isTrue();
    }
    try (Session unknown = Session.open().from(InetAddress.getByName("203.0.113.9"))) {
      assertThat(readAt()).as("%s", unknown.address()).isEqualTo(HOME);
    }
  }

  @Test
  void aUserReadsThereWhatHeHasWritten() throws Exception {
    for (String place : new String[] {STANDBY, SUBSCRIBER}) {
      try (Session session = Session.open().at(place)) {
        awaitReadAt(place);
        for (int i = 0; i < 10; i++) {
          String name = session.region() + i;
          try (Connection connection = source.getConnection()) {
            Sql.update(connection, "UPDATE users SET name = '" + name + "' WHERE id = 2");
            assertThat(Sql.query(connection, "SELECT name FROM users WHERE id = 2"))
                .isEqualTo(name);
          }
        }
        awaitReadAt(place);
      }
    }
  }

  @Test
  void whereHisNodeIsAwayTheNextOneServesUntilItIsBack(MultiRegionPostgres cluster)
      throws Exception {
    Vantage here = cluster.from(HOME);
    try (Session session = Session.open().at(SUBSCRIBER)) {
      awaitReadAt(SUBSCRIBER);
      here.linkTo(SUBSCRIBER).refuse();
      here.linkTo(SUBSCRIBER).reset();
      assertThat(readAt()).as("%s", session.region()).isNotEqualTo(SUBSCRIBER);
      here.linkTo(SUBSCRIBER).restore();
      // It reads on all the while, which moves what it has seen each time.
      awaitReadAt(SUBSCRIBER);
    }
  }

  /** The same by a setting, with replication that takes longer than a read elsewhere. */
  @Test
  void aReaderWithoutAPauseComesBackToTheRegionThatIsListedFirst(MultiRegionPostgres cluster)
      throws Exception {
    Vantage here = cluster.from(STANDBY);
    here.linkTo(SUBSCRIBER).roundTrip(Duration.ofMillis(60));
    here.linkTo(HOME).roundTrip(Duration.ofMillis(30));
    cluster.replicationLink(SUBSCRIBER).roundTrip(Duration.ofMillis(150));
    source.close();
    String url = Refusal.freshUrl(here, "readFrom=" + SUBSCRIBER + ",any");
    source = MeridianDataSource.builder().url(url).build();
    awaitReadAt(SUBSCRIBER);
    here.linkTo(SUBSCRIBER).refuse();
    here.linkTo(SUBSCRIBER).reset();
    assertThat(readAt()).isNotEqualTo(SUBSCRIBER);
    here.linkTo(SUBSCRIBER).restore();
    here.linkTo(SUBSCRIBER).roundTrip(Duration.ofMillis(60));
    awaitReadAt(SUBSCRIBER);
  }
}
