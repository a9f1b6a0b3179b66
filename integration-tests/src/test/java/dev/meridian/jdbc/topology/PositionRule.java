package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Pooler;
import dev.meridian.jdbc.api.Role;
import java.sql.Connection;
import java.sql.SQLException;

/** How to tell up to where a replica shows the primary's WAL. */
@FunctionalInterface
interface PositionRule {

  String LOCK_NOT_AVAILABLE = "55P03";

  /** Wrong: moves before a transaction is applied. */
  PositionRule RECEIVED =
      (replica, primary) ->
          TokenRule.told(
              replica,
              "SELECT min(received_lsn) FROM pg_stat_subscription WHERE relid IS NULL"
                  + " AND subid IN (SELECT oid FROM pg_subscription WHERE subdbid ="
                  + " (SELECT oid FROM pg_database WHERE datname = current_database()))");

  /** Wrong: moves before what was applied is visible. */
  PositionRule REMOTE =
      (replica, primary) ->
          TokenRule.told(
              replica,
              "SELECT min(remote_lsn) FROM pg_replication_origin_status JOIN pg_subscription s"
                  + " ON external_id = 'pg_' || s.oid WHERE subdbid ="
                  + " (SELECT oid FROM pg_database WHERE datname = current_database())");

  /** Wrong: without the publisher's word it may stay behind while the primary is idle. */
  PositionRule LATEST_END =
      (replica, primary) ->
          TokenRule.told(
              replica,
              "SELECT min(latest_end_lsn) FROM pg_stat_subscription WHERE relid IS NULL"
                  + " AND subid IN (SELECT oid FROM pg_subscription WHERE subdbid ="
                  + " (SELECT oid FROM pg_database WHERE datname = current_database()))");

  /** The position now; asks the replica first. */
  Lsn position(Connection replica, Connection primary) throws SQLException;

  /** The driver's own rule, which must never take the replica for one that has diverged. */
  static PositionRule right(Role role, String database) {
    ReplicaPosition rule = ReplicaPosition.of(role, database);
    return (replica, primary) -> {
      NodeSample sample = ProbeQuery.ask(replica, Pooler.NONE);
      NodeSample publisher = ProbeQuery.ask(primary, Pooler.NONE);
      Lsn furthest = rule.furthest(sample, publisher);
      if (new DivergedNodes().contains(0, furthest, sample, publisher)) {
        throw new AssertionError(
            furthest + " is beyond the primary's " + publisher.insert() + ", asked for later");
      }
      return rule.of(sample, publisher);
    };
  }

  /** This rule for reads of one table, of which it says nothing until its copy is ready. */
  default PositionRule ofReady(String table) {
    return (replica, primary) -> isReady(replica, table) ? position(replica, primary) : Lsn.ZERO;
  }

  /** What is locked, as by a TRUNCATE, is not ready either; it is asked again. */
  private static boolean isReady(Connection replica, String table) throws SQLException {
    try {
      return new SubscribedTablesReader()
          .read(replica).relations().stream()
              .filter(relation -> relation.signature().name().name().equals(table))
              .anyMatch(
                  relation ->
                      !relation.states().isEmpty()
                          && relation.states().values().stream().allMatch("r"::equals));
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }
}
