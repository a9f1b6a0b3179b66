package dev.meridian.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.integration.Distances;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Flyway, given a {@code DataSource}. Of URLs it knows its own list of prefixes and no other,
 * whatever the driver class.
 */
@FrameworkWorld
class FlywayTest {

  private static final String NEAR = "eu-west-1";

  private final MultiRegionPostgres cluster;
  private MeridianDataSource source;

  FlywayTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void putTheOthersAway() {
    source = MeridianDataSource.builder().url(Distances.apply(cluster, NEAR).meridianUrl()).build();
  }

  @AfterEach
  void close() {
    source.close();
  }

  private static FluentConfiguration configured(String schema) {
    return Flyway.configure().schemas(schema).locations("classpath:dev/meridian/frameworks/flyway");
  }

  @Test
  void migratesThroughADataSource() throws Exception {
    expectMigrated(configured("flyway_source").dataSource(source), "flyway_source");
  }

  @Test
  void migratesThroughAPoolOfTheDriver() throws Exception {
    HikariConfig pool = new HikariConfig();
    pool.setDriverClassName("dev.meridian.jdbc.MeridianDriver");
    pool.setJdbcUrl(cluster.from(NEAR).meridianUrl());
    try (HikariDataSource pooled = new HikariDataSource(pool)) {
      expectMigrated(configured("flyway_pool").dataSource(pooled), "flyway_pool");
    }
  }

  private void expectMigrated(FluentConfiguration configuration, String schema) throws Exception {
    Flyway flyway = configuration.load();
    Journey journey =
        Journey.of(
            () -> {
              MigrateResult result = flyway.migrate();
              assertThat(result.success).isTrue();
              assertThat(result.migrationsExecuted).isEqualTo(3);
              return result;
            });
    assertThat(journey.legs()).anyMatch(leg -> leg.role() == Role.PRIMARY);
    flyway.validate();
    assertThat(flyway.migrate().migrationsExecuted).isZero();
    assertThat(cluster.primary().query("SELECT count(*) FROM " + schema + ".flyway_ticket"))
        .isEqualTo("2");
    String seats = "SELECT string_agg(seat, ' ') FROM " + schema + ".flyway_seats";
    assertThat(Journey.near(NEAR, () -> String.valueOf(read(source, seats)))).isEqualTo("A1 A2");
    assertThat(flyway.info().applied()).hasSizeGreaterThanOrEqualTo(3);
  }

  private static String read(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return String.valueOf(Sql.query(connection, sql));
    }
  }
}
