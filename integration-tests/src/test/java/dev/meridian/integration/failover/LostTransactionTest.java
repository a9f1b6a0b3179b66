package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopTables;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionsCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

/** The primary dies under open transactions: each says so, and can be tried again where it was. */
@RegionsCluster(
    schema = {ShopTables.USERS},
    data = ShopTables.SOME_USERS,
    delays = false,
    shared = false)
class LostTransactionTest {

  private static final String LOST = "INSERT INTO users (name) VALUES ('lost')";
  private static final String WRITE = "UPDATE users SET name = 'again' WHERE id = 1";

  @Test
  void eachIsToldAndGoesOnOnTheNewPrimary(MultiRegionPostgres cluster) throws Exception {
    cluster.awaitCaughtUp();
    try (MeridianDataSource source =
            MeridianDataSource.builder().url(cluster.from("eu-west-1").meridianUrl()).build();
        Connection told = Sql.begun(source, LOST);
        Connection committing = Sql.begun(source, LOST);
        Connection late = Sql.begun(source, LOST);
        Connection switched = Sql.begun(source, LOST);
        Connection text = Sql.begun(source, LOST);
        Connection several = Sql.begun(source, LOST);
        Connection ended = Sql.begun(source, LOST)) {
      cluster.primary().kill();

      assertThatThrownBy(() -> Sql.update(told, WRITE))
          .isInstanceOf(SQLTransientConnectionException.class)
          .hasFieldOrPropertyWithValue("SQLState", "08S02")
          .hasMessageContaining("try it again");
      assertThatThrownBy(committing::commit).hasFieldOrPropertyWithValue("SQLState", "08007");
      assertThatThrownBy(() -> Sql.execute(text, "COMMIT"))
          .as("nobody knows of this either")
          .hasFieldOrPropertyWithValue("SQLState", "08007");
      assertThatThrownBy(() -> Sql.execute(several, WRITE + "; COMMIT"))
          .hasFieldOrPropertyWithValue("SQLState", "08007");
      assertThatThrownBy(() -> ended.setAutoCommit(true))
          .hasFieldOrPropertyWithValue("SQLState", "08007");
      assertThat(ended.getAutoCommit()).isFalse();
      cluster.node("eu-west-1").promote();

      assertThatThrownBy(() -> Sql.update(told, WRITE))
          .as("not before it is rolled back: half of it is lost")
          .hasFieldOrPropertyWithValue("SQLState", "08S02");
      for (Connection connection : new Connection[] {told, text, several}) {
        connection.rollback();
      }
      assertThatThrownBy(() -> Sql.update(late, WRITE))
          .hasFieldOrPropertyWithValue("SQLState", "08S02");
      assertThatThrownBy(late::commit)
          .as("what is known to be lost is not in doubt")
          .hasFieldOrPropertyWithValue("SQLState", "08S02");
      assertThatThrownBy(() -> Sql.update(switched, WRITE))
          .hasFieldOrPropertyWithValue("SQLState", "08S02");
      assertThatThrownBy(() -> switched.setAutoCommit(true))
          .as("it would have committed")
          .hasFieldOrPropertyWithValue("SQLState", "08S02");
      assertThat(switched.getAutoCommit()).isTrue();

      for (Connection connection :
          new Connection[] {told, committing, late, text, several, ended}) {
        retry(connection);
      }
      Sql.update(switched, WRITE);
      assertThat(cluster.node("eu-west-1").query("SELECT count(*) FROM users WHERE name = 'lost'"))
          .isEqualTo("0");
    }
  }

  private static void retry(Connection connection) {
    Routes.awaitWrite(
        connection, "INSERT INTO users (name) VALUES ('" + connection + "')", Role.PRIMARY);
    try {
      connection.commit();
      assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
    } catch (SQLException e) {
      throw new AssertionError("the transaction can be tried again on its connection", e);
    }
  }
}
