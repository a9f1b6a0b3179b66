package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.testkit.MultiRegionPostgres;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements of every kind go where they belong, with all that was set on them. */
@ShopWorld
class StatementMovementTest {

  private static final String NEAR = "eu-west-1";
  private static final String HOME = "us-east-1";

  private MeridianDataSource source;
  private Connection connection;

  @BeforeEach
  void connect(MultiRegionPostgres cluster) throws SQLException {
    cluster.awaitCaughtUp();
    String url = Distances.apply(cluster, NEAR).meridianUrl();
    source = MeridianDataSource.builder().url(url).build();
    connection = source.getConnection();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    source.close();
  }

  private String region() throws SQLException {
    return String.valueOf(Sql.route(connection).region());
  }

  private static List<String> firstColumn(ResultSet rows) throws SQLException {
    List<String> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getString(1));
    }
    return values;
  }

  @Test
  void aPreparedStatementGoesToAndFroWithItsParametersAndSettings() throws SQLException {
    Routes.awaitRead(connection, NEAR);
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT email FROM users WHERE id BETWEEN ? AND ? AND name <> ? ORDER BY id")) {
      read.setInt(1, 3);
      read.setLong(2, 90);
      read.setString(3, "nobody");
      read.setMaxRows(2);
      for (boolean autoCommit : new boolean[] {true, false, true, false}) {
        connection.setAutoCommit(autoCommit);
        if (autoCommit) {
          Routes.awaitRead(connection, NEAR);
        }
        try (ResultSet rows = read.executeQuery()) {
          assertThat(firstColumn(rows)).containsExactly("u3@example.org", "u4@example.org");
        }
        assertThat(region()).isEqualTo(autoCommit ? NEAR : HOME);
        if (!autoCommit) {
          connection.commit();
        }
      }
      read.setInt(1, 89);
      connection.setAutoCommit(true);
      try (ResultSet rows = read.executeQuery()) {
        assertThat(firstColumn(rows)).containsExactly("u89@example.org", "u90@example.org");
      }
    }
  }

  @Test
  void aBatchGoesHomeAndCountsItsRows() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO users (name) VALUES (?)")) {
      for (String name : List.of("batch 1", "batch 2", "batch 3")) {
        insert.setString(1, name);
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
    }
    assertThat(region()).isEqualTo(HOME);
    try (Statement mixed = connection.createStatement()) {
      mixed.addBatch("INSERT INTO users (name) VALUES ('batch 4')");
      mixed.addBatch("DELETE FROM users WHERE name LIKE 'batch _'");
      assertThat(mixed.executeBatch()).containsExactly(1, 4);
    }
    assertThat(Sql.query(connection, "SELECT count(*) FROM users WHERE name LIKE 'batch _'"))
        .isEqualTo("0");
  }

  @Test
  void generatedKeysAreThoseOfThePrimary() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO users (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
      insert.setString(1, "keyed");
      assertThat(insert.executeUpdate()).isOne();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        assertThat(keys.next()).isTrue();
        assertThat(keys.getStatement()).isSameAs(insert);
        assertThat(Sql.query(connection, "SELECT name FROM users WHERE id = " + keys.getLong("id")))
            .isEqualTo("keyed");
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO users (name) VALUES ('named')", new String[] {"name"})) {
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        assertThat(firstColumn(keys)).containsExactly("named");
      }
    }
  }

  @Test
  void aReadOnlyTransactionStreamsItsRowsFromTheReplica() throws SQLException {
    Routes.awaitRead(connection, NEAR);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(10);
      try (ResultSet rows = statement.executeQuery("SELECT id FROM users ORDER BY id LIMIT 95")) {
        assertThat(region()).isEqualTo(NEAR);
        // With the cursor half read, another statement shares the transaction.
        rows.next();
        assertThat(Sql.query(connection, "SELECT 1 FROM users LIMIT 1")).isEqualTo("1");
        assertThat(firstColumn(rows)).hasSize(94);
        assertThat(rows.getFetchSize()).isEqualTo(10);
      }
    }
    connection.commit();
  }

  @Test
  void streamsAsParametersArriveOnce() throws SQLException {
    byte[] bytes = "stream".getBytes(StandardCharsets.UTF_8);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO users (name, region) VALUES (convert_from(?, 'UTF8'), ?)")) {
      insert.setBinaryStream(1, new ByteArrayInputStream(bytes), bytes.length);
      insert.setCharacterStream(2, new StringReader("reader"), 6);
      assertThat(insert.executeUpdate()).isOne();
    }
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT region FROM users WHERE name = convert_from(?, 'UTF8')")) {
      read.setBinaryStream(1, new ByteArrayInputStream(bytes), bytes.length);
      try (ResultSet rows = read.executeQuery()) {
        assertThat(firstColumn(rows)).containsExactly("reader");
      }
      assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
    }
    Sql.update(connection, "DELETE FROM users WHERE region = 'reader'");
  }

  @Test
  void anUpdatableResultComesFromThePrimaryAndUpdatesIt() throws SQLException {
    Sql.update(connection, "INSERT INTO users (name) VALUES ('updatable')");
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id, name FROM users WHERE name = ?",
            ResultSet.TYPE_SCROLL_INSENSITIVE,
            ResultSet.CONCUR_UPDATABLE)) {
      statement.setString(1, "updatable");
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.UPDATABLE);
        assertThat(rows.next()).isTrue();
        rows.updateString("name", "updated");
        rows.updateRow();
      }
    }
    assertThat(Sql.query(connection, "SELECT count(*) FROM users WHERE name = 'updated'"))
        .isEqualTo("1");
    Sql.update(connection, "DELETE FROM users WHERE name = 'updated'");
  }

  @Test
  void aCallGoesToThePrimaryAndGivesItsAnswer() throws SQLException {
    try (CallableStatement call = connection.prepareCall("{? = call length(?)}")) {
      call.registerOutParameter(1, Types.INTEGER);
      call.setString(2, "seven..");
      call.execute();
      assertThat(call.getInt(1)).isEqualTo(7);
      assertThat(call.getConnection()).isSameAs(connection);
    }
    assertThat(Sql.route(connection).role()).isEqualTo(Role.PRIMARY);
  }

  @Test
  void savepointsUndoWhatFollowedThem() throws SQLException {
    connection.setAutoCommit(false);
    Savepoint first = connection.setSavepoint();
    Sql.update(connection, "INSERT INTO users (name) VALUES ('kept')");
    Savepoint second = connection.setSavepoint("second");
    Sql.update(connection, "INSERT INTO users (name) VALUES ('undone')");
    connection.rollback(second);
    assertThatThrownBy(() -> Sql.query(connection, "SELECT 1/0")).isInstanceOf(SQLException.class);
    connection.rollback(second);
    connection.releaseSavepoint(first);
    connection.commit();
    connection.setAutoCommit(true);
    assertThat(
            Sql.query(
                connection,
                "SELECT string_agg(name, ',') FROM users WHERE name IN ('kept', 'undone')"))
        .isEqualTo("kept");
    Sql.update(connection, "DELETE FROM users WHERE name = 'kept'");
  }

  @Test
  void savepointsOfAReadOnlyTransactionAreWhereItRuns() throws SQLException {
    Routes.awaitRead(connection, NEAR);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    Sql.query(connection, Routes.READ);
    Savepoint before = connection.setSavepoint();
    assertThatThrownBy(() -> Sql.query(connection, "SELECT 1/(id - id) FROM users"))
        .isInstanceOf(SQLException.class);
    connection.rollback(before);
    assertThat(Sql.query(connection, "SELECT count(*) > 0 FROM users")).isEqualTo("t");
    assertThat(region()).isEqualTo(NEAR);
    connection.rollback();
  }

  @Test
  void aTransactionWrittenOutAsTextIsOneTransaction() throws SQLException {
    Sql.execute(connection, "BEGIN");
    Sql.update(connection, "INSERT INTO users (name) VALUES ('text')");
    assertThat(Sql.query(connection, "SELECT count(*) FROM users WHERE name = 'text'"))
        .isEqualTo("1");
    assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.IN_TRANSACTION);
    Sql.execute(connection, "COMMIT");
    assertThat(Sql.query(connection, "SELECT count(*) FROM users WHERE name = 'text'"))
        .isEqualTo("1");
    Sql.execute(connection, "START TRANSACTION");
    Sql.update(connection, "DELETE FROM users WHERE name = 'text'");
    Sql.execute(connection, "ROLLBACK");
    assertThat(Sql.update(connection, "DELETE FROM users WHERE name = 'text'")).isOne();
  }

  @Test
  void aParameterThatWasForgottenIsTheStatementsFaultAndNotTheNodes() throws SQLException {
    Routes.awaitRead(connection, NEAR);
    for (int i = 0; i < 3; i++) {
      try (PreparedStatement read =
          connection.prepareStatement("SELECT name FROM users WHERE id = $1")) {
        assertThatThrownBy(read::executeQuery)
            .isInstanceOf(SQLException.class)
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("08P01");
      }
      Sql.query(connection, Routes.READ);
      assertThat(region()).isEqualTo(NEAR);
      assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.NEAREST);
    }
  }

  @Test
  void aStatementThatIsClosedOnCompletionIsClosed() throws SQLException {
    Statement statement = connection.createStatement();
    statement.closeOnCompletion();
    statement.executeQuery(Routes.READ).close();
    assertThat(statement.isClosed()).isTrue();
  }
}
