package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Distances;
import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.jdbc.PgDatabaseMetaData;

/** Metadata is read where a statement that reads the catalogue would be. */
@ShopWorld
class MetaDataRoutesTest {

  private static final String NEAR = "eu-west-1";

  private final MultiRegionPostgres cluster;

  MetaDataRoutesTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  private Connection connect(String... settings) throws SQLException {
    return DriverManager.getConnection(Distances.apply(cluster, NEAR).meridianUrl(settings));
  }

  private static boolean isReadOnAStandby(Connection connection) throws SQLException {
    Connection physical = connection.getMetaData().unwrap(PgDatabaseMetaData.class).getConnection();
    return "t".equals(Sql.query(physical, "SELECT pg_is_in_recovery()"));
  }

  @Test
  void itIsReadNearby() throws SQLException {
    try (Connection connection = connect()) {
      Routes.awaitRead(connection, NEAR);
      assertThat(isReadOnAStandby(connection)).isTrue();
    }
  }

  @Test
  void itStaysOnThePrimaryWhereEveryStatementDoes() throws SQLException {
    try (Connection connection = connect("targetServerType=primary")) {
      assertThat(isReadOnAStandby(connection)).isFalse();
    }
  }

  @Test
  void aNewConnectionHasTheDefaultsThatWereJustGivenToItsRole() throws SQLException {
    try (Connection connection = connect()) {
      Routes.awaitRead(connection, NEAR);
      try {
        for (String level : new String[] {"repeatable read", "serializable", "read committed"}) {
          Sql.execute(
              connection,
              "ALTER ROLE CURRENT_USER SET default_transaction_isolation = '" + level + "'");
          assertThat(ofANewConnection()).as(level).isEqualTo(level(level));
        }
      } finally {
        Sql.execute(connection, "ALTER ROLE CURRENT_USER RESET default_transaction_isolation");
      }
    }
  }

  private static String level(String name) {
    int level =
        switch (name) {
          case "repeatable read" -> Connection.TRANSACTION_REPEATABLE_READ;
          case "serializable" -> Connection.TRANSACTION_SERIALIZABLE;
          default -> Connection.TRANSACTION_READ_COMMITTED;
        };
    return level + " " + level;
  }

  /** By the metadata and by the connection. */
  private String ofANewConnection() throws SQLException {
    try (Connection connection = connect()) {
      return connection.getMetaData().getDefaultTransactionIsolation()
          + " "
          + connection.getTransactionIsolation();
    }
  }
}
