package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Pooler;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What to ask the primary for after a commit, so that a replica at that position shows it. */
enum TokenRule {
  /** The flush position, and after an asynchronous commit the normalised insert position. */
  RIGHT {
    @Override
    Lsn after(Connection primary, boolean asynchronous) throws SQLException {
      NodeSample sample = ProbeQuery.ask(primary, Pooler.NONE);
      return ReplicaPosition.known(asynchronous ? sample.insert() : sample.flush());
    }
  },

  /** The normalised insert position, whatever the commit was like. */
  INSERT {
    @Override
    Lsn after(Connection primary, boolean asynchronous) throws SQLException {
      return ReplicaPosition.known(ProbeQuery.ask(primary, Pooler.NONE).insert());
    }
  },

  /** Wrong: the insert position as the server prints it. */
  RAW_INSERT {
    @Override
    Lsn after(Connection primary, boolean asynchronous) throws SQLException {
      return told(primary, "SELECT pg_current_wal_insert_lsn()");
    }
  },

  /** Wrong: the flush position, whatever the commit was like. */
  FLUSH_ALWAYS {
    @Override
    Lsn after(Connection primary, boolean asynchronous) throws SQLException {
      return told(primary, "SELECT pg_current_wal_flush_lsn()");
    }
  };

  /** The position of all that was committed on the connection. */
  abstract Lsn after(Connection primary, boolean asynchronous) throws SQLException;

  /** One position as the server prints it; none is the one before all. */
  static Lsn told(Connection server, String sql) throws SQLException {
    try (Statement statement = server.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getString(1) != null ? Lsn.parse(row.getString(1)) : Lsn.ZERO;
    }
  }
}
