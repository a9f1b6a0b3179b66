package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.AddressRelay;
import dev.meridian.testkit.MultiRegionPostgres;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A host's name with several addresses is several nodes, and what it leads to changes. */
@ShopWorld
class SeveralAddressesTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final MultiRegionPostgres cluster;
  private volatile List<String> addresses = List.of("127.0.0.1");

  SeveralAddressesTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  private List<InetAddress> look(String host) throws UnknownHostException {
    assertThat(host).isEqualTo("localhost");
    List<InetAddress> found = new ArrayList<>();
    for (String address : addresses) {
      found.add(InetAddress.getByName(address));
    }
    if (found.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return found;
  }

  private MeridianDataSource source(int port) {
    MeridianDataSource source =
        MeridianDataSource.builder()
            .url("jdbc:meridian:postgresql://localhost:" + port + "/" + cluster.database())
            .user(cluster.user())
            .password(cluster.password())
            .property("connectTimeout", "5")
            .build();
    source.setHostLookup(this::look);
    return source;
  }

  /** Reads until one is served there; none may fail. */
  private static void awaitReadAt(Connection connection, String node) {
    Awaitility.await(node)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              Sql.query(connection, Routes.READ);
              return Sql.route(connection).node();
            },
            node::equals);
  }

  @Test
  void eachAddressIsANodeAndReadsFollowThemWithoutFailing() throws Exception {
    cluster.awaitCaughtUp();
    int standby = cluster.node("eu-west-1").port();
    // The primary is farther away, so that reads are served by a replica wherever there is one.
    try (AddressRelay home =
            new AddressRelay("127.0.0.1", 0, cluster.from("ap-east-1").linkTo("us-east-1").port());
        AddressRelay first = new AddressRelay("127.0.0.2", home.port(), standby);
        AddressRelay second = new AddressRelay("127.0.0.3", home.port(), standby)) {
      cluster.from("ap-east-1").linkTo("us-east-1").roundTrip(Duration.ofMillis(60));
      String name = "localhost:" + home.port();
      addresses = List.of("127.0.0.1", "127.0.0.2");
      try (MeridianDataSource source = source(home.port());
          Connection connection = source.getConnection()) {
        awaitReadAt(connection, "localhost/127.0.0.2:" + home.port());
        Sql.update(connection, "UPDATE users SET id = id WHERE false");
        assertThat(Sql.route(connection).node()).isEqualTo("localhost/127.0.0.1:" + home.port());
        assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
        addresses = List.of("127.0.0.3", "127.0.0.1");
        awaitReadAt(connection, "localhost/127.0.0.3:" + home.port());
        Awaitility.await().atMost(SOON).until(() -> first.live() == 0);
        // What fails leaves what was known.
        addresses = List.of();
        second.stop();
        awaitReadAt(connection, "localhost/127.0.0.1:" + home.port());
        // Two addresses of one server count once.
        try (AddressRelay twin = new AddressRelay("127.0.0.4", home.port(), home.port())) {
          addresses = List.of("127.0.0.1", "127.0.0.4");
          Awaitility.await().atMost(SOON).until(() -> twin.live() > 0);
          awaitWritable(connection);
        }
        addresses = List.of("127.0.0.1");
        // A connection shows its node as it was called when it was opened.
        Awaitility.await()
            .atMost(SOON)
            .untilAsserted(
                () -> {
                  try (Connection later = source.getConnection()) {
                    Sql.query(later, Routes.READ);
                    assertThat(Sql.route(later).node()).isEqualTo(name);
                  }
                });
        awaitWritable(connection);
      }
    }
  }

  @Test
  void whereTheNameItselfLeadsIsNoMatterForTheFirstOfItsAddresses() throws Exception {
    cluster.awaitCaughtUp();
    int primary = cluster.from("ap-east-1").linkTo("us-east-1").port();
    int standby = cluster.node("eu-west-1").port();
    cluster.from("ap-east-1").linkTo("us-east-1").roundTrip(Duration.ofMillis(60));
    try (AddressRelay named = new AddressRelay("127.0.0.1", 0, primary);
        AddressRelay first = new AddressRelay("127.0.0.2", named.port(), standby);
        AddressRelay second = new AddressRelay("127.0.0.3", named.port(), primary)) {
      addresses = List.of("127.0.0.2", "127.0.0.3");
      try (MeridianDataSource source = source(named.port());
          Connection connection = source.getConnection()) {
        awaitWritable(connection);
        assertThat(Sql.route(connection).node()).isEqualTo("localhost/127.0.0.3:" + named.port());
        awaitReadAt(connection, "localhost/127.0.0.2:" + named.port());
        assertThat(first.live()).isPositive();
        assertThat(second.live()).isPositive();
        assertThat(named.live()).isZero();
      }
    }
  }

  private static void awaitWritable(Connection connection) throws SQLException {
    Sql.update(connection, "UPDATE users SET id = id WHERE false");
    assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
  }
}
