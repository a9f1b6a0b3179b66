package dev.meridian.jdbc.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.PgBouncer;
import dev.meridian.testkit.RegionsCluster;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.core.TransactionState;

/**
 * A read in a session of a subscriber that PgBouncer lends, which writes where it is allowed to.
 */
@RegionsCluster(schema = "CREATE TABLE seen (id int PRIMARY KEY)")
class LentReadTest {

  private static final String HIDES = "SELECT hides()";

  private final MultiRegionPostgres cluster;
  private PgBouncer pooler;
  private PositionedConnection connection;
  private long startedMicros;

  LentReadTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void connect() throws SQLException {
    assumeTrue(PgBouncer.program().isPresent(), "pgbouncer is not installed");
    cluster
        .node("ap-east-1")
        .execute(
            "CREATE TABLE hidden (at int)",
            "CREATE FUNCTION hides() RETURNS int VOLATILE SECURITY DEFINER LANGUAGE sql"
                + " AS 'INSERT INTO public.hidden VALUES (1) RETURNING at'");
    startedMicros =
        Long.parseLong(
            String.valueOf(
                cluster
                    .node("ap-east-1")
                    .query(
                        "SELECT (date_part('epoch', pg_postmaster_start_time()) * 1000000)::bigint")));
    pooler = PgBouncer.before(cluster.node("ap-east-1"), cluster, 2);
    Properties properties = new Properties();
    properties.setProperty("user", cluster.user());
    properties.setProperty("password", cluster.password());
    properties.setProperty("prepareThreshold", "0");
    String url = "jdbc:postgresql://127.0.0.1:" + pooler.port() + "/" + cluster.database();
    connection = PositionedLogin.open(url, properties);
  }

  @AfterEach
  void end() throws SQLException {
    if (connection == null) {
      return;
    }
    connection.close();
    pooler.close();
    cluster.node("ap-east-1").execute("DROP FUNCTION hides()", "DROP TABLE hidden");
  }

  private String read(LentSession lent, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      ResultSet rows = LentRead.on(connection, lent, true, () -> statement.executeQuery(text));
      rows.next();
      return rows.getString(1);
    }
  }

  private String hidden() throws SQLException {
    return String.valueOf(cluster.node("ap-east-1").query("SELECT count(*) FROM hidden"));
  }

  private LentSession lent(long started) {
    return LentSession.of(started, Map.of("application_name", "it''s; \\ lent"));
  }

  private void assertIdle() {
    assertThat(connection.getTransactionState()).isEqualTo(TransactionState.IDLE);
  }

  @Test
  void aWriteIsRefusedAndNothingLands() throws SQLException {
    LentSession lent = lent(startedMicros);
    assertThatThrownBy(() -> read(lent, lent.text(HIDES, true)))
        .extracting("SQLState")
        .isEqualTo("25006");
    assertIdle();
    assertThat(hidden()).isEqualTo("0");
  }

  @Test
  void whatIsNotSaidToBeReadOnlyLands() throws SQLException {
    LentSession lent = lent(startedMicros);
    String text = lent.text(HIDES, true).replace("BEGIN READ ONLY", "BEGIN");
    assertThat(read(lent, text)).isEqualTo("1");
    assertThat(hidden()).isEqualTo("1");
  }

  @Test
  void aReadHasTheSettingsAndItsOwnRowsAlone() throws SQLException {
    LentSession lent = lent(startedMicros);
    String name = "SELECT current_setting('application_name')";
    assertThat(read(lent, lent.text(name, true))).isEqualTo("it''s; \\ lent");
    assertIdle();
    assertThat(LentSession.plainText(lent.text(name, true))).isEqualTo(name);
  }

  @Test
  void anotherServerHandsOutNoRow() {
    LentSession lent = lent(startedMicros + 1);
    assertThatThrownBy(() -> read(lent, lent.text("SELECT 1", true)))
        .hasMessageContaining("another server")
        .extracting("SQLState")
        .isEqualTo("08006");
    assertIdle();
  }
}
