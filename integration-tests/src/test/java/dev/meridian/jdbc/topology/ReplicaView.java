package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One reader's eyes on a replica and the primary. A lost connection is opened again, and with it
 * goes all that was known of the position. Not threadsafe.
 */
final class ReplicaView implements AutoCloseable {

  /** What a look has found. */
  enum Look {
    NOT_YET,
    SHOWN,
    MISSING
  }

  private final ProofDatabase database;
  private final boolean standby;
  private final PositionRule rule;
  private final Disturbance disturbance;
  private @Nullable Connection replica;
  private @Nullable Connection primary;

  /** Why the last look failed, or where the replica was. */
  private String last = "not asked";

  ReplicaView(ProofDatabase database, boolean standby, PositionRule rule, Disturbance disturbance) {
    this.database = database;
    this.standby = standby;
    this.rule = rule;
    this.disturbance = disturbance;
  }

  /** Asks for the position, and reads as soon as it has been reached. */
  Look look(Lsn token, String seen) throws SQLException {
    long generation = disturbance.generation();
    if (generation % 2 != 0) {
      return Look.NOT_YET;
    }
    try {
      Connection there = replica == null ? database.replica(standby) : replica;
      replica = there;
      Connection home = primary == null ? database.primary() : primary;
      primary = home;
      Lsn position = rule.position(there, home);
      last = "at " + position;
      if (!position.hasReached(token)) {
        return Look.NOT_YET;
      }
      if (holds(there, seen)) {
        return Look.SHOWN;
      }
      return disturbance.generation() == generation ? Look.MISSING : Look.NOT_YET;
    } catch (SQLException e) {
      if (!isOfTheServersState(e)) {
        throw e;
      }
      last = e.toString();
      close();
      return Look.NOT_YET;
    }
  }

  String last() {
    return last;
  }

  @Override
  public void close() throws SQLException {
    Connection there = replica;
    Connection home = primary;
    replica = null;
    primary = null;
    if (there != null) {
      there.close();
    }
    if (home != null) {
      home.close();
    }
  }

  /** Anything else, such as a column that this version lacks, must not look like a hang. */
  private static boolean isOfTheServersState(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  private static boolean holds(Connection connection, String condition) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + condition)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
