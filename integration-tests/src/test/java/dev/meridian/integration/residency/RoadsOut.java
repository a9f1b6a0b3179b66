package dev.meridian.integration.residency;

import dev.meridian.integration.Sql;
import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.Session;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.largeobject.LargeObjectManager;

/** Whatever needs the primary, which is outside. */
final class RoadsOut {

  static final String WRITE = "INSERT INTO users (name) VALUES ('leaked')";
  static final String READ = "SELECT count(*) FROM users";

  private RoadsOut() {}

  static List<Road> all() {
    return List.of(
        text("an insert", WRITE),
        text("an update", "UPDATE users SET name = name WHERE false"),
        text("a delete", "DELETE FROM users WHERE false"),
        text("a write in a WITH", "WITH new AS (" + WRITE + " RETURNING id) SELECT id FROM new"),
        text("DDL", "CREATE TABLE leaked (id int)"),
        text("a lock of rows", "SELECT id FROM users WHERE id = 1 FOR UPDATE"),
        text("a lock of a table", "LOCK TABLE users"),
        text("a sequence", "SELECT nextval('users_id_seq')"),
        text("an advisory lock", "SELECT pg_advisory_lock(1)"),
        text("a volatile function", "SELECT naughty()"),
        text("a function that the replica refuses", "SELECT harmless()"),
        text("a DO", "DO 'BEGIN END'"),
        text("a setting", "SET work_mem = '8MB'"),
        text("a setting that is asked for", "SHOW work_mem"),
        text("a temporary table", "CREATE TEMP TABLE basket (id int)"),
        text("LISTEN", "LISTEN leaks"),
        text("NOTIFY", "NOTIFY leaks, 'me'"),
        text("PREPARE", "PREPARE leak AS SELECT 1"),
        text("BEGIN as a text", "BEGIN"),
        text("several statements", READ + "; " + WRITE),
        text("nonsense", "LEAK EVERYTHING"),
        text("a hint for the primary", "/* meridian: primary */ " + READ),
        text("a hint for strong", "/* meridian: strong */ " + READ),
        text("a table of primaryOnly", "SELECT count(*) FROM orders"),
        text("what only the primary answers", "SELECT count(*) FROM pg_stat_activity"),
        new Road("a session that is strong", RoadsOut::strong),
        new Road("a batch of texts", RoadsOut::batch),
        new Road("a prepared batch", RoadsOut::preparedBatch),
        new Road("a prepared write", RoadsOut::preparedWrite),
        new Road("a write that returns keys", RoadsOut::keys),
        new Road("a parameter that is a stream", RoadsOut::stream),
        new Road("a call", RoadsOut::call),
        new Road("an updatable result", RoadsOut::updatable),
        new Road("a transaction that may write", RoadsOut::transaction),
        new Road("a commit of one", RoadsOut::commit),
        new Road("a serializable transaction", RoadsOut::serializable),
        new Road("a savepoint", RoadsOut::savepoint),
        new Road("metadata in a transaction", RoadsOut::metadata),
        new Road("an array in a transaction", RoadsOut::array),
        new Road("COPY TO", c -> own(c).getCopyAPI().copyOut("COPY users TO STDOUT", nowhere())),
        new Road("COPY FROM", RoadsOut::copyIn),
        new Road("a large object", RoadsOut::largeObject),
        new Road("notifications", c -> own(c).getNotifications()),
        new Road("a parameter's status", c -> own(c).getParameterStatus("TimeZone")),
        new Road("the process", c -> own(c).getBackendPID()),
        new Road("a cancel", c -> own(c).cancelQuery()),
        new Road("the replication API", c -> own(c).getReplicationAPI()),
        new Road("pgjdbc's own connection", c -> c.unwrap(PgConnection.class)));
  }

  private static Road text(String name, String sql) {
    return new Road(name, connection -> Sql.execute(connection, sql));
  }

  private static PGConnection own(Connection connection) throws java.sql.SQLException {
    return connection.unwrap(PGConnection.class);
  }

  private static StringWriter nowhere() {
    return new StringWriter();
  }

  private static void strong(Connection connection) throws Exception {
    try (Session session = Session.open().consistency(Consistency.STRONG)) {
      Sql.query(connection, READ + " WHERE '" + session.consistency() + "' <> ''");
    }
  }

  private static void batch(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch(WRITE);
      statement.executeBatch();
    }
  }

  private static void preparedBatch(Connection connection) throws Exception {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO users (name) VALUES (?)")) {
      statement.setString(1, "leaked");
      statement.addBatch();
      statement.executeBatch();
    }
  }

  private static void preparedWrite(Connection connection) throws Exception {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO users (name) VALUES (?)")) {
      statement.setString(1, "leaked");
      statement.executeUpdate();
    }
  }

  private static void keys(Connection connection) throws Exception {
    try (PreparedStatement statement =
        connection.prepareStatement(WRITE, Statement.RETURN_GENERATED_KEYS)) {
      statement.executeUpdate();
    }
  }

  private static void stream(Connection connection) throws Exception {
    try (PreparedStatement statement = connection.prepareStatement(READ + " WHERE name = ?")) {
      statement.setCharacterStream(1, new StringReader("leaked"));
      statement.executeQuery();
    }
  }

  private static void call(Connection connection) throws Exception {
    try (CallableStatement call = connection.prepareCall("{? = call naughty()}")) {
      call.registerOutParameter(1, java.sql.Types.INTEGER);
      call.execute();
    }
  }

  private static void updatable(Connection connection) throws Exception {
    try (Statement statement =
        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
      statement.executeQuery("SELECT id, name FROM users");
    }
  }

  private static void transaction(Connection connection) throws Exception {
    connection.setAutoCommit(false);
    Sql.query(connection, READ);
  }

  private static void commit(Connection connection) throws Exception {
    connection.setAutoCommit(false);
    try {
      Sql.update(connection, WRITE);
    } finally {
      connection.commit();
    }
  }

  private static void serializable(Connection connection) throws Exception {
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    Sql.query(connection, READ);
  }

  private static void savepoint(Connection connection) throws Exception {
    connection.setAutoCommit(false);
    connection.setSavepoint();
  }

  private static void metadata(Connection connection) throws Exception {
    connection.setAutoCommit(false);
    connection.getMetaData().getTables(null, null, "users", null);
  }

  private static void array(Connection connection) throws Exception {
    connection.setAutoCommit(false);
    connection.createArrayOf("int8", new Object[] {1L});
  }

  private static void copyIn(Connection connection) throws Exception {
    own(connection).getCopyAPI().copyIn("COPY users (name) FROM STDIN", new StringReader("leaked"));
  }

  private static void largeObject(Connection connection) throws Exception {
    connection.setAutoCommit(false);
    own(connection).getLargeObjectAPI().createLO(LargeObjectManager.READWRITE);
  }
}
