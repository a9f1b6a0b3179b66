package dev.meridian.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Rows of (hash of the key, key, hash of the row), fetched as they are needed. */
final class RowCursor implements AutoCloseable {
  private static final int FETCHED_AT_ONCE = 1_000;

  private final Statement statement;
  private final ResultSet rows;
  private boolean onRow;

  /** Stands on the first row, if there is one; the connection must be in a transaction. */
  RowCursor(Connection connection, String sql) throws SQLException {
    statement = connection.createStatement();
    statement.setFetchSize(FETCHED_AT_ONCE);
    rows = statement.executeQuery(sql);
    next();
  }

  void next() throws SQLException {
    onRow = rows.next();
  }

  boolean isOnRow() {
    return onRow;
  }

  String key() throws SQLException {
    return rows.getString(2);
  }

  String hash() throws SQLException {
    return rows.getString(3);
  }

  /** Less than zero if this key comes first; after the last row comes nothing. */
  int compareKey(RowCursor other) throws SQLException {
    if (!onRow || !other.onRow) {
      return Boolean.compare(other.onRow, onRow);
    }
    return rows.getString(1).compareTo(other.rows.getString(1));
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
