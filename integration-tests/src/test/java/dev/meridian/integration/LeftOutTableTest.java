package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Publication;
import dev.meridian.testkit.RegionsCluster;
import dev.meridian.testkit.Subscription;
import dev.meridian.testkit.TableName;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An operator takes a table out of a subscription: the subscriber goes on to apply all others, and
 * so its position says that it has everything.
 */
@RegionsCluster(
    standbys = {},
    subscribers = {"ap-east-1"},
    schema = {ShopTables.USERS, ShopTables.ORDERS},
    data = ShopTables.SOME_USERS,
    delays = false,
    shared = false)
class LeftOutTableTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAME = "SELECT name FROM users WHERE id = 1";

  @Test
  void isNotReadThereFromThatMomentOn(MultiRegionPostgres cluster) throws Exception {
    Vantage here = Distances.apply(cluster, "ap-east-1");
    Subscription subscription = cluster.node("ap-east-1").subscription();
    Publication real = subscription.publication();
    Publication others = new Publication(subscription.publisher(), "others");
    others.create(List.of(TableName.of("orders")));
    // Long enough for what comes between two looks at the subscriber.
    String url = here.meridianUrl("probeInterval=3s", "catchUpTimeout=2s");
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, "ap-east-1");
      // The definitions on the primary are known: it is the subscriber alone that changes.
      Sql.update(connection, "UPDATE users SET name = 'before' WHERE id = 1");
      assertThat(Sql.query(connection, NAME)).isEqualTo("before");
      Routes.awaitRead(connection, "ap-east-1");
      subscription.receive(others);
      for (int i = 0; i < 10; i++) {
        Sql.update(connection, "UPDATE users SET name = 'name " + i + "' WHERE id = 1");
        assertThat(Sql.query(connection, NAME)).isEqualTo("name " + i);
      }
      subscription.empty(TableName.of("users"));
      subscription.receive(real);
      subscription.awaitCopied(PATIENCE);
      Routes.awaitRead(connection, "ap-east-1");
      assertThat(Sql.query(connection, NAME)).isEqualTo("name 9");
    }
  }
}
