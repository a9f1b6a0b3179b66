package dev.meridian.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Distances;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;

/** Liquibase on a connection of a {@link MeridianDataSource}. */
@FrameworkWorld
class LiquibaseTest {

  private static final String NEAR = "eu-west-1";
  private static final String CHANGES = "dev/meridian/frameworks/liquibase/changelog.sql";
  private static final String SEATS =
      "SELECT string_agg(seat, ' ' ORDER BY seat) FROM liquibase_seat";

  @Test
  void migratesAtHomeOnceAndTakesBackWhatItDid(MultiRegionPostgres cluster) throws Exception {
    String url = Distances.apply(cluster, NEAR).meridianUrl();
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build()) {
      Journey journey = Journey.of(() -> update(source));
      assertThat(journey.legs()).anyMatch(leg -> leg.role() == Role.PRIMARY);
      assertThat(update(source)).isZero();
      try (Connection connection = source.getConnection()) {
        assertThat(Journey.near(NEAR, () -> String.valueOf(Sql.query(connection, SEATS))))
            .isEqualTo("B1 B2");
      }
      // Its own table has no key, and the world publishes every table.
      try (Connection connection = source.getConnection()) {
        Sql.execute(connection, "ALTER TABLE databasechangelog REPLICA IDENTITY FULL");
      }
      try (Liquibase liquibase = liquibase(source.getConnection())) {
        liquibase.rollback(3, "");
      }
      assertThat(cluster.primary().query("SELECT to_regclass('liquibase_seat')")).isNull();
    }
  }

  private static Liquibase liquibase(Connection connection) throws Exception {
    Database database =
        DatabaseFactory.getInstance()
            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
    assertThat(database).isInstanceOf(PostgresDatabase.class);
    return new Liquibase(CHANGES, new ClassLoaderResourceAccessor(), database);
  }

  /** Applies what is missing; says how many change sets that was. */
  private static int update(MeridianDataSource source) throws Exception {
    try (Liquibase liquibase = liquibase(source.getConnection())) {
      int missing = liquibase.listUnrunChangeSets(new Contexts(), null).size();
      liquibase.update(new Contexts());
      return missing;
    }
  }
}
