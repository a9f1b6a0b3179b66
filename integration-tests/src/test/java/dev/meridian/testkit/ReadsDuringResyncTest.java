package dev.meridian.testkit;

import static dev.meridian.testkit.Couple.PATIENCE;
import static dev.meridian.testkit.Couple.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Role;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an application beside the subscriber reads of a table that is being copied anew. */
@PairWorld
class ReadsDuringResyncTest {
  private static final String SUBSCRIBER = "ap-east-1";

  private final MultiRegionPostgres servers;

  ReadsDuringResyncTest(MultiRegionPostgres servers) {
    this.servers = servers;
  }

  /** Who answered, after it was found to be the right answer. */
  private static Role servedBy(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT count(*) FROM users")) {
      answer.next();
      assertThat(answer.getInt(1)).isEqualTo(100);
    }
    return Objects.requireNonNull(connection.unwrap(MeridianConnection.class).lastRoute()).role();
  }

  @Test
  void comeFromThePrimaryUntilItIsReadyAgain() throws SQLException {
    Vantage here = servers.from(SUBSCRIBER);
    here.linkTo(servers.primary().region()).roundTrip(Duration.ofMillis(20));
    Subscription subscription = servers.node(SUBSCRIBER).subscription();
    try (MeridianDataSource source =
            MeridianDataSource.builder().url(here.meridianUrl("probeInterval=100ms")).build();
        Connection connection = source.getConnection()) {
      Eventually.holds(() -> servedBy(connection) == Role.SUBSCRIBER);

      TableResync resync = new TableResync(subscription, USERS);
      resync.leaveOut();
      Eventually.holds(() -> servedBy(connection) == Role.PRIMARY);
      subscription.empty(USERS);
      for (int i = 0; i < 20; i++) {
        assertThat(servedBy(connection)).isEqualTo(Role.PRIMARY);
      }

      resync.copyAgain(PATIENCE);
      Eventually.holds(() -> servedBy(connection) == Role.SUBSCRIBER);
      assertThat(Comparison.of(subscription, PATIENCE).isEqual()).isTrue();
    }
  }
}
