package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Role;
import java.sql.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Waits, with a bound, until statements take the road that they should. */
public final class Routes {

  public static final String READ = "SELECT count(*) FROM users";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Routes() {}

  /** Until a read is served in a region; after a write the first ones may not be. */
  public static void awaitRead(Connection connection, String region) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptionsInstanceOf(java.sql.SQLException.class)
        .untilAsserted(
            () -> {
              Sql.query(connection, READ);
              assertThat(Sql.route(connection).region())
                  .as("%s", Sql.route(connection))
                  .isEqualTo(region);
            });
  }

  /** Until a statement that writes has succeeded; on a node of that role, then. */
  public static void awaitWrite(Connection connection, String write, Role role) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(java.sql.SQLException.class)
        .untilAsserted(
            () -> {
              Sql.execute(connection, write);
              assertThat(Sql.route(connection).role()).isEqualTo(role);
            });
  }
}
