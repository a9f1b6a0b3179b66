package dev.meridian.integration.surface;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a program runs on: one watched connection, and the places where its steps keep things. */
final class Stage {

  private final Witness witness;
  private final Connection connection;
  private final String schema;
  private final Map<String, Object> kept = new HashMap<>();

  Stage(Witness witness, Connection connection, String schema) throws IOException {
    this.witness = witness;
    this.connection = (Connection) Objects.requireNonNull(witness.watched(connection));
    this.schema = schema;
  }

  Connection connection() {
    return connection;
  }

  /** A text in which {@code {s}} is the schema of this run. */
  String sql(String text) {
    return text.replace("{s}", schema);
  }

  Statement statement() throws SQLException {
    return connection.createStatement();
  }

  PreparedStatement prepare(String text) throws SQLException {
    return connection.prepareStatement(sql(text));
  }

  /** Executes a text on a statement of its own, and reads all that comes back. */
  void run(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql(text));
      while (true) {
        if (rows) {
          read(statement.getResultSet());
        } else if (statement.getUpdateCount() == -1) {
          break;
        }
        rows = statement.getMoreResults();
      }
      statement.getWarnings();
    }
  }

  /** Reads a result to its end: labels, types and values. */
  void read(@Nullable ResultSet rows) throws SQLException {
    if (rows == null) {
      return;
    }
    ResultSetMetaData columns = rows.getMetaData();
    int count = columns.getColumnCount();
    for (int i = 1; i <= count; i++) {
      columns.getColumnLabel(i);
      columns.getColumnTypeName(i);
    }
    while (rows.next()) {
      for (int i = 1; i <= count; i++) {
        rows.getObject(i);
      }
    }
    rows.close();
  }

  void note(String what, @Nullable Object value) {
    witness.note(what + ": " + ShownValue.of(value));
  }

  void keep(String place, Object thing) {
    kept.put(place, thing);
  }

  /** What an earlier step has kept; if that was dropped or failed, this one ends here. */
  <T> T kept(String place, Class<T> type) {
    Object thing = kept.get(place);
    if (!type.isInstance(thing)) {
      throw new IllegalStateException("nothing is kept as " + place);
    }
    return type.cast(thing);
  }

  /** The object itself: what is called on it is not written down. */
  <T> T unwatched(T watched, Class<T> type) {
    return type.cast(witness.target(watched));
  }

  Statement keptStatement(String place) {
    return kept(place, Statement.class);
  }

  PreparedStatement keptPrepared(String place) {
    return kept(place, PreparedStatement.class);
  }

  Savepoint keptSavepoint(String place) {
    return kept(place, Savepoint.class);
  }

  ResultSet keptRows(String place) {
    return kept(place, ResultSet.class);
  }
}
