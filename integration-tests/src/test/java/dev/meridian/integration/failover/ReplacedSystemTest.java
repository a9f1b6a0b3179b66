package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopTables;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Session;
import dev.meridian.testkit.AddressRelay;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.WanModel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind the same names is another cluster than before, as after an upgrade. */
class ReplacedSystemTest {

  private static MultiRegionPostgres world() {
    return MultiRegionPostgres.builder()
        .primary("us-east-1")
        .standby("eu-west-1")
        .schema(ShopTables.USERS)
        .data(ShopTables.SOME_USERS)
        .roundTrips(WanModel.none())
        .start();
  }

  @Test
  void isANewWorldOnceTheOldOneIsGone(@TempDir Path folder) throws Exception {
    byte[] key = "a key of at least thirty-two bytes".getBytes(StandardCharsets.UTF_8);
    Path keys = Files.writeString(folder.resolve("keys"), Base64.getEncoder().encodeToString(key));
    try (MultiRegionPostgres old = world();
        MultiRegionPostgres next = world();
        AddressRelay primary = new AddressRelay("127.0.0.1", 0, old.primary().port());
        AddressRelay standby = new AddressRelay("127.0.0.1", 0, old.node("eu-west-1").port())) {
      String login = URI.create(old.from("us-east-1").primaryUrl().substring(5)).getQuery();
      String url =
          "jdbc:meridian:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s?%s&tokenKeys=file:%s"
              .formatted(primary.port(), standby.port(), old.database(), login, keys);
      try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
          Connection connection = source.getConnection();
          NodeLog log = new NodeLog()) {
        String token;
        try (Session session = Session.open()) {
          Sql.update(connection, "UPDATE users SET name = 'old' WHERE id = 1");
          token = Objects.requireNonNull(session.token());
        }
        primary.leadTo(next.primary().port());
        log.await(":" + primary.port(), "not of the known system");
        assertThatThrownBy(() -> Sql.update(connection, "DELETE FROM users"))
            .as("while a server of the old system answers, another one is none of it")
            .hasFieldOrPropertyWithValue("SQLState", "08001");
        standby.leadTo(next.node("eu-west-1").port());
        Routes.awaitWrite(connection, "UPDATE users SET name = 'next' WHERE id = 1", Role.PRIMARY);
        assertThat(next.primary().query("SELECT name FROM users WHERE id = 1")).isEqualTo("next");
        try (Session session = Session.open(token)) {
          assertThat(Sql.query(connection, "SELECT name FROM users WHERE id = 1"))
              .as("behind: sees what surely is new enough")
              .isEqualTo("next");
          assertThat(session.lost()).isFalse();
        }
      }
      assertThat(old.primary().query("SELECT name FROM users WHERE id = 1")).isEqualTo("old");
    }
  }
}
