package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Session;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionsCluster;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standby is promoted that had not got all: sessions that had seen more are told. */
@RegionsCluster(
    schema = {ShopTables.USERS},
    data = ShopTables.SOME_USERS,
    delays = false,
    shared = false)
class LostTailTest {

  private static final String NAME = "SELECT name FROM users WHERE id = 1";

  @Test
  void aSessionIsToldThatWhatItHadSeenIsLost(MultiRegionPostgres cluster, @TempDir Path folder)
      throws Exception {
    cluster.awaitCaughtUp();
    Path keys = ApplicationNode.keyFile(folder, 1);
    try (ApplicationNode home = ApplicationNode.in(cluster, "us-east-1", keys);
        ApplicationNode away = ApplicationNode.in(cluster, "eu-west-1", keys)) {
      String kept = written(home, "kept");
      cluster.awaitCaughtUp();
      cluster.replicationLink("eu-west-1", "us-east-1").stall();
      String lost = written(home, "lost");
      Session here = Session.of(null);
      here.wrap(writing(away, "lost here")).call();
      cluster.primary().kill();
      cluster.node("eu-west-1").promote();
      try (Connection connection = away.source().getConnection()) {
        Routes.awaitWrite(connection, "UPDATE users SET name = 'other' WHERE id = 2", Role.PRIMARY);
      }
      try (Connection connection = away.source().getConnection()) {
        Session.bind(here);
        assertThat(Sql.query(connection, NAME)).isEqualTo("kept");
        assertThat(here.lost()).as("what was written here").isTrue();
        assertThat(warning(connection)).contains("lost with an old primary");
        connection.clearWarnings();
        assertThat(Sql.query(connection, NAME)).isEqualTo("kept");
        assertThat(warning(connection)).as("told once").isNull();
      } finally {
        Session.bind(null);
      }
      try (Session session = Session.open(kept)) {
        assertThat(away.read(NAME).value()).isEqualTo("kept");
        assertThat(session.lost()).isFalse();
      }
      try (Session session = Session.open(lost);
          Connection connection = away.source().getConnection()) {
        assertThat(Sql.query(connection, NAME)).as("the primary's own answer").isEqualTo("kept");
        assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
        assertThat(session.lost()).isTrue();
        assertThat(warning(connection)).contains("lost with an old primary");
        connection.clearWarnings();
        assertThat(warning(connection)).as("told once").isNull();
        String healed = Objects.requireNonNull(session.token());
        try (Session next = Session.open(healed)) {
          assertThat(away.read(NAME).value()).isEqualTo("kept");
          assertThat(next.lost()).isFalse();
        }
      }
    }
  }

  private static Callable<Boolean> writing(ApplicationNode node, String name) {
    return () -> {
      node.write("UPDATE users SET name = '" + name + "' WHERE id = 1");
      return true;
    };
  }

  private static String written(ApplicationNode node, String name) throws SQLException {
    try (Session session = Session.open()) {
      node.write("UPDATE users SET name = '" + name + "' WHERE id = 1");
      return Objects.requireNonNull(session.token());
    }
  }

  private static @Nullable String warning(Connection connection) throws SQLException {
    SQLWarning warning = connection.getWarnings();
    return warning == null ? null : warning.getMessage();
  }
}
