package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Distances;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObjectManager;

/** What is set on a connection holds for pgjdbc's own, which was taken from it before. */
@ShopWorld
class HandedOutConnectionTest {

  private static final String COPY = "COPY copied FROM STDIN";

  private MeridianDataSource source;
  private Connection connection;
  private PGConnection own;

  @BeforeEach
  void connect(MultiRegionPostgres cluster) throws SQLException {
    String url = Distances.apply(cluster, "eu-west-1").meridianUrl();
    source = MeridianDataSource.builder().url(url).build();
    connection = source.getConnection();
    own = connection.unwrap(PGConnection.class);
    Sql.execute(connection, "CREATE TEMP TABLE copied (id integer)");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    source.close();
  }

  private String asked(String sql) throws SQLException {
    return String.valueOf(Sql.query((Connection) own, sql));
  }

  @Test
  void whatWasCopiedIsRolledBack() throws Exception {
    CopyManager copies = own.getCopyAPI();
    connection.setAutoCommit(false);
    copies.copyIn(COPY, new StringReader("1\n2\n"));
    connection.rollback();
    assertThat(Sql.query(connection, "SELECT count(*) FROM copied")).isEqualTo("0");
  }

  @Test
  void whatWasCopiedInAutocommitStays() throws Exception {
    connection.setAutoCommit(false);
    Sql.execute(connection, "INSERT INTO copied VALUES (1)");
    connection.commit();
    connection.setAutoCommit(true);
    own.getCopyAPI().copyIn(COPY, new StringReader("2\n"));
    assertThat(asked("SELECT pg_catalog.pg_current_xact_id_if_assigned()")).isEqualTo("null");
    assertThat(Sql.query(connection, "SELECT count(*) FROM copied")).isEqualTo("2");
  }

  @Test
  void largeObjectsAreMadeInTheTransaction() throws SQLException {
    LargeObjectManager objects = own.getLargeObjectAPI();
    connection.setAutoCommit(false);
    long oid = objects.createLO();
    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(
            Sql.query(
                connection, "SELECT count(*) FROM pg_largeobject_metadata WHERE oid = " + oid))
        .isEqualTo("0");
  }

  @Test
  void itsTransactionsAreReadOnly() throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    assertThat(asked("SHOW transaction_read_only")).isEqualTo("on");
    connection.rollback();
    connection.setReadOnly(false);
    assertThat(asked("SHOW transaction_read_only")).isEqualTo("off");
  }

  @Test
  void parametersAreThePrimarys() throws SQLException {
    assertThat(own.getParameterStatus("in_hot_standby")).isEqualTo("off");
    assertThat(own.getParameterStatuses()).containsEntry("default_transaction_read_only", "off");
  }

  @Test
  void isolationAndSchemaAreThose() throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setSchema("pg_catalog");
    assertThat(asked("SHOW transaction_isolation")).isEqualTo("repeatable read");
    assertThat(asked("SHOW search_path")).isEqualTo("pg_catalog");
  }

  @Test
  void aConnectionTakenInATransactionIsKeptUpToDateAfterIt(MultiRegionPostgres cluster)
      throws Exception {
    try (Connection other = source.getConnection()) {
      other.setAutoCommit(false);
      Sql.execute(other, "INSERT INTO users (name) VALUES ('kept')");
      CopyManager copies = other.unwrap(PGConnection.class).getCopyAPI();
      other.rollback();
      other.setAutoCommit(true);
      copies.copyIn("COPY users (name) FROM STDIN", new StringReader("copied\n"));
      assertThat(Sql.query(other, "SELECT count(*) FROM users WHERE name = 'copied'"))
          .as("what it did there is seen")
          .isEqualTo("1");
    }
    assertThat(
            cluster
                .primary()
                .database(cluster.database())
                .query("SELECT count(*) FROM users WHERE name = 'copied'"))
        .isEqualTo("1");
  }
}
