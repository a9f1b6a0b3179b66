package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Routes;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Session;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.WanLink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The network is parted in two, a standby is promoted in one half, and nobody fences the old
 * primary in the other: a session that comes over has seen what is not there.
 */
@TwoNodes
class TokenOfANewerPrimaryTest {

  private static final String NEW = "UPDATE users SET name = 'new' WHERE id = 1";
  private static final String OLD = "UPDATE users SET name = 'old' WHERE id = 2";

  private static final String READ = "SELECT name FROM users WHERE id = 1";

  private static MeridianDataSource in(MultiRegionPostgres cluster, String region, Path keys) {
    String url = cluster.from(region).meridianUrl("tokenKeys=file:" + keys);
    return MeridianDataSource.builder().url(url).build();
  }

  private static String tokenOf(Connection connection) throws Exception {
    Routes.awaitWrite(connection, NEW, Role.PRIMARY);
    try (Session session = Session.open()) {
      Sql.update(connection, NEW);
      return Objects.requireNonNull(session.token());
    }
  }

  @Test
  void letsItsSessionNeitherReadNorWriteAtTheOldOne(
      MultiRegionPostgres cluster, @TempDir Path folder) throws Exception {
    byte[] key = "a key of at least thirty-two bytes".getBytes(StandardCharsets.UTF_8);
    Path keys = Files.writeString(folder.resolve("keys"), Base64.getEncoder().encodeToString(key));
    cluster.awaitCaughtUp();
    WanLink westward = cluster.from("eu-west-1").linkTo("us-east-1");
    WanLink eastward = cluster.from("us-east-1").linkTo("eu-west-1");
    try (MeridianDataSource eu = in(cluster, "eu-west-1", keys);
        MeridianDataSource us = in(cluster, "us-east-1", keys);
        Connection there = eu.getConnection();
        Connection here = us.getConnection();
        NodeLog log = new NodeLog()) {
      for (WanLink link : new WanLink[] {westward, eastward}) {
        link.refuse();
        link.reset();
        log.await(":" + link.port(), "down");
      }
      cluster.node("eu-west-1").promote();
      String token = tokenOf(there);
      Sql.update(here, OLD);
      assertThat(Sql.route(here).region()).as("nobody can know better").isEqualTo("us-east-1");

      String handedOn;
      try (Session session = Session.open(token)) {
        for (String sql : new String[] {OLD, READ, "SELECT nextval('users_id_seq')"}) {
          assertThatThrownBy(() -> Sql.execute(here, sql))
              .as(sql)
              .hasFieldOrPropertyWithValue("SQLState", "08001")
              .hasMessageContaining("the session has seen timeline 2");
        }
        handedOn = Objects.requireNonNull(session.token());
      }
      Sql.update(here, OLD);

      cluster.restoreLinks();
      Routes.awaitWrite(here, OLD, Role.PRIMARY);
      try (Session session = Session.open(handedOn)) {
        Sql.update(here, OLD);
        assertThat(Sql.route(here).region()).isEqualTo("eu-west-1");
        assertThat(Sql.query(here, READ)).isEqualTo("new");
        assertThat(session.lost()).isFalse();
      }
    }
  }
}
