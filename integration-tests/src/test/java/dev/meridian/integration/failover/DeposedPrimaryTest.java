package dev.meridian.integration.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Routes;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** A standby is promoted, and the old primary lives on with transactions open. */
@TwoNodes
class DeposedPrimaryTest {

  private static final String LATE = "SELECT count(*) FROM users WHERE name = 'late'";
  private static final String WRITE = "INSERT INTO users (name) VALUES ('late')";

  @Test
  void commitsNothingMore(MultiRegionPostgres cluster) throws Exception {
    cluster.awaitCaughtUp();
    try (MeridianDataSource source =
            MeridianDataSource.builder().url(cluster.from("us-east-1").meridianUrl()).build();
        Connection writing = Sql.begun(source, WRITE);
        Connection committing = Sql.begun(source, WRITE);
        Connection switched = Sql.begun(source, WRITE);
        Connection saving = Sql.begun(source, WRITE);
        Connection free = source.getConnection()) {
      cluster.node("eu-west-1").promote();
      Routes.awaitWrite(free, "UPDATE users SET name = 'new' WHERE id = 1", Role.PRIMARY);
      while (!"eu-west-1".equals(Sql.route(free).region())) {
        Routes.awaitWrite(free, "UPDATE users SET name = 'new' WHERE id = 1", Role.PRIMARY);
      }
      assertThatThrownBy(() -> Sql.update(writing, WRITE))
          .hasFieldOrPropertyWithValue("SQLState", "08S02");
      assertThatThrownBy(committing::commit).hasFieldOrPropertyWithValue("SQLState", "08S02");
      assertThatThrownBy(() -> switched.setAutoCommit(true))
          .hasFieldOrPropertyWithValue("SQLState", "08S02");
      assertThatThrownBy(saving::setSavepoint).hasFieldOrPropertyWithValue("SQLState", "08S02");
      for (Connection connection : new Connection[] {writing, committing, saving}) {
        connection.rollback();
        Sql.update(connection, WRITE);
        connection.commit();
        assertThat(Sql.route(connection).region()).isEqualTo("eu-west-1");
      }
      assertThat(cluster.node("us-east-1").query(LATE)).isEqualTo("0");
      assertThat(cluster.node("eu-west-1").query(LATE)).isEqualTo("3");
    }
  }
}
