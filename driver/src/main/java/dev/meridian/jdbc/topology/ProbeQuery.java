package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Pooler;
import dev.meridian.jdbc.topology.NodeSample.Identity;
import dev.meridian.jdbc.topology.NodeSample.Slot;
import dev.meridian.jdbc.topology.NodeSample.Subscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The questions that a probe asks, in one round trip, answerable for any role without privileges.
 * After the positions, with a snapshot of its own, whether what is subscribed to has changed: what
 * is true then holds for all that the positions cover. Every name is qualified, so that nobody's
 * {@code search_path} can put another object in its place.
 */
public final class ProbeQuery {

  // A standby's timeline after its position: it may go beyond a fork in between.
  private static final String NODE =
      """
      UNION ALL
      SELECT 'node', pg_catalog.pg_is_in_recovery()::text,
        (SELECT system_identifier FROM pg_catalog.pg_control_system())::text,
        (pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time()) * 1000000)::bigint::text,
        pg_catalog.pg_last_wal_replay_lsn()::text,
        CASE WHEN pg_catalog.pg_is_in_recovery() THEN NULL
          ELSE pg_catalog.pg_current_wal_insert_lsn() END::text,
        CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_receive_lsn()
          ELSE pg_catalog.pg_current_wal_flush_lsn() END::text,
        CASE WHEN pg_catalog.pg_is_in_recovery()
          THEN GREATEST((SELECT timeline_id FROM pg_catalog.pg_control_checkpoint()),
            (SELECT received_tli FROM pg_catalog.pg_stat_wal_receiver))::text
          ELSE pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 1, 8)
          END,
        pg_catalog.current_setting('wal_segment_size'), pg_catalog.pg_backend_pid()
      """;

  private static final String SUBSCRIPTIONS =
      """
      SELECT 'subscription', s.subname::text, s.subslotname::text, s.subenabled::text,
        w.latest_end_lsn::text, w.received_lsn::text, w.pid::text,
        (SELECT CASE WHEN pg_catalog.bool_and(r.srsublsn IS NOT NULL AND r.srsubstate = 'r')
            THEN pg_catalog.min(r.srsublsn) END
          FROM pg_catalog.pg_subscription_rel r WHERE r.srsubid = s.oid)::text,
        %s::text, NULL::integer
      FROM pg_catalog.pg_subscription s
      LEFT JOIN pg_catalog.pg_stat_subscription w
        ON w.subid = s.oid AND w.pid IS NOT NULL AND %s
      WHERE s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d
        WHERE d.datname = pg_catalog.current_database())
      """;

  private static final String APPLIED =
      """
      (SELECT o.remote_lsn FROM pg_catalog.pg_show_replication_origin_status() o
          WHERE o.external_id = 'pg_' || s.oid::text)""";

  private static final String MAY_SEE_APPLIED =
      "SELECT pg_catalog.has_function_privilege("
          + "'pg_catalog.pg_show_replication_origin_status()', 'EXECUTE')";

  private static final String SLOTS =
      """
      UNION ALL
      SELECT 'slot', r.slot_name::text, r.database::text, r.active::text, r.confirmed_flush_lsn::text,
        NULL, NULL, NULL, NULL, NULL::integer
      FROM pg_catalog.pg_replication_slots r WHERE r.slot_type = 'logical'
      """;

  private static final String BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED, READ ONLY;\n";
  private static final String THEN = ";\nSELECT " + SignatureSql.COPIES + ";\nCOMMIT";

  private static final String IDENTITY =
      """
      SELECT (SELECT system_identifier FROM pg_catalog.pg_control_system()),
        (pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time()) * 1000000)::bigint
      """;

  private ProbeQuery() {}

  /** Asks; the connection's own timeouts bound the answer. */
  static NodeSample ask(Connection connection, Pooler pooler) throws SQLException {
    return ask(connection, pooler, false);
  }

  /**
   * As {@link #ask(Connection, Pooler)}.
   *
   * @param seesApplied whether the role may ask what subscriptions have applied, by {@link
   *     #maySeeApplied}
   */
  static NodeSample ask(Connection connection, Pooler pooler, boolean seesApplied)
      throws SQLException {
    // The node's own positions last: nothing that a slot has had confirmed may lie beyond them.
    String sql =
        BEGIN
            + SUBSCRIPTIONS.formatted(
                seesApplied ? APPLIED : "NULL",
                leaderWorker(connection.getMetaData().getDatabaseMajorVersion()))
            + SLOTS
            + NODE
            + THEN;
    long started = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      long finished = System.nanoTime();
      NodeSample positions;
      try (ResultSet rows = next(statement)) {
        positions = read(rows, started, finished, told(connection, pooler));
      }
      try (ResultSet row = next(statement)) {
        row.next();
        return positions.withCopies(row.getString(1));
      }
    }
  }

  private static ResultSet next(Statement statement) throws SQLException {
    if (!statement.getMoreResults()) {
      throw new SQLException("the probe's answer is incomplete", "58000");
    }
    return statement.getResultSet();
  }

  /** Whether the role may ask what subscriptions have applied; one round trip. */
  static boolean maySeeApplied(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(MAY_SEE_APPLIED)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /**
   * The process that a server's session is by what was said at its login, 0 where it is not to be
   * compared. A pooler gives a key of its own for cancelling, and so another number than that of
   * the session it lends.
   */
  private static int told(Connection connection, Pooler pooler) throws SQLException {
    return switch (pooler) {
      case AUTO -> connection.unwrap(PGConnection.class).getBackendPID();
      case TRANSACTION -> -1;
      case NONE -> 0;
    };
  }

  /** Asks only which server it is; one round trip. */
  public static Identity identify(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(IDENTITY)) {
      row.next();
      return new Identity(row.getLong(1), row.getLong(2));
    }
  }

  /**
   * Asks which server it is, and gives its session the primary's settings on the way; one round
   * trip.
   *
   * @throws SQLException also if the server does not know a value
   */
  public static Identity identify(Connection replica, Map<String, String> settings)
      throws SQLException {
    if (settings.isEmpty()) {
      return identify(replica);
    }
    String sql = IDENTITY + ", " + PrimarySettings.subselect();
    try (PreparedStatement statement = replica.prepareStatement(sql)) {
      PrimarySettings.bind(replica, statement, settings);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Identity(row.getLong(1), row.getLong(2));
      }
    }
  }

  /** Which row of {@code pg_stat_subscription} is the leader apply worker, by server version. */
  private static String leaderWorker(int major) {
    if (major >= 17) {
      return "w.worker_type = 'apply'";
    }
    return major == 16 ? "w.relid IS NULL AND w.leader_pid IS NULL" : "w.relid IS NULL";
  }

  private static NodeSample read(ResultSet rows, long started, long finished, int told)
      throws SQLException {
    List<Subscription> subscriptions = new ArrayList<>();
    List<Slot> slots = new ArrayList<>();
    NodeSample node = null;
    while (rows.next()) {
      switch (rows.getString(1)) {
        case "node" -> node = node(rows, started, finished, told, subscriptions, slots);
        case "subscription" ->
            subscriptions.add(
                new Subscription(
                    rows.getString(2),
                    rows.getString(3),
                    bool(rows.getString(4)),
                    rows.getString(7) == null ? null : Integer.valueOf(rows.getString(7)),
                    lsn(rows.getString(5)),
                    lsn(rows.getString(6)),
                    lsn(rows.getString(8)),
                    lsn(rows.getString(9))));
        default ->
            slots.add(
                new Slot(
                    rows.getString(2),
                    rows.getString(3),
                    bool(rows.getString(4)),
                    lsn(rows.getString(5))));
      }
    }
    if (node == null) {
      throw new SQLException("the probe's answer has no row of the node", "58000");
    }
    return node;
  }

  private static NodeSample node(
      ResultSet row,
      long started,
      long finished,
      int told,
      List<Subscription> subscriptions,
      List<Slot> slots)
      throws SQLException {
    boolean inRecovery = bool(row.getString(2));
    Lsn insert = lsn(row.getString(6));
    return new NodeSample(
        started,
        finished,
        new Identity(Long.parseLong(row.getString(3)), Long.parseLong(row.getString(4))),
        inRecovery,
        Integer.parseInt(row.getString(8), inRecovery ? 10 : 16),
        insert == null ? null : WalPage.endOfRecord(insert, WalPage.bytes(row.getString(9))),
        inRecovery ? null : lsn(row.getString(7)),
        lsn(row.getString(5)),
        inRecovery ? lsn(row.getString(7)) : null,
        subscriptions,
        slots,
        "",
        told != 0 && told != row.getInt(10));
  }

  private static boolean bool(String text) {
    return text.equals("true");
  }

  private static @Nullable Lsn lsn(@Nullable String text) {
    return text == null ? null : Lsn.parse(text);
  }
}
