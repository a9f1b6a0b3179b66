package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Meridian's own errors, and what the servers' errors mean for routing. */
final class Failures {

  /** What a subscriber answers where its objects or rights differ from the primary's. */
  private static final Set<String> MISSING_THERE =
      Set.of("42P01", "42703", "42883", "42501", "42704", "3F000");

  /**
   * What a standby answers when recovery got in the way of a read, or when it can not do it at all.
   */
  private static final Set<String> RECOVERY_CONFLICT = Set.of("40001", "40P01", "0A000");

  /** A server's complaint about one message, such as too few parameters; the connection lives. */
  private static final String PROTOCOL_VIOLATION = "08P01";

  private Failures() {}

  static SQLException contradiction(String both) {
    return new SQLException(both, "08001");
  }

  /** No node can be used at all. What all refuse a login for is passed on as pgjdbc puts it. */
  static SQLException noNode(Topology seen, Settings settings) {
    SQLException cause = null;
    for (NodeState node : seen.nodes()) {
      SQLException failure = node.failure();
      if (failure != null && (cause == null || isRefusedLogin(failure))) {
        cause = failure;
      }
    }
    String state = cause == null || cause.getSQLState() == null ? "08001" : cause.getSQLState();
    if (seen.conflict() != null) {
      return new SQLException(seen.conflict() + "; " + describe(seen, settings), "08001", cause);
    }
    SQLException picture =
        new SQLException("no node can be used; " + describe(seen, settings), state, cause);
    SQLException common = CommonRefusal.of(seen);
    if (common == null) {
      return picture;
    }
    common.addSuppressed(picture);
    return common;
  }

  private static boolean isRefusedLogin(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && (state.startsWith("28") || state.startsWith("3D"));
  }

  /** A statement that only the primary may run, and no primary that takes it. */
  static SQLException noPrimary(Topology seen, Settings settings) {
    NodeState primary = seen.primary();
    String rule =
        seen.conflict() != null ? seen.conflict() : "this needs the primary, and none is up";
    return new SQLException(
        rule + "; " + describe(seen, settings),
        "08001",
        primary == null ? null : primary.failure());
  }

  /** A session has seen what none of the nodes can have. */
  static SQLException laterTimeline(int timeline, Topology seen, Settings settings) {
    return new SQLException(
        "the session has seen timeline "
            + timeline
            + ", whose primary is not seen here; "
            + describe(seen, settings),
        "08001");
  }

  /** A read that no node may serve now. */
  static SQLException noReader(RouteReason reason, Topology seen, Settings settings) {
    String rule =
        switch (reason) {
          case BEHIND ->
              "no replica reached the session's position within catchUpTimeout="
                  + settings.catchUpTimeout().toMillis()
                  + "ms";
          case NO_REPLICA ->
              "no replica is up, within maxLag="
                  + settings.maxLag().toMillis()
                  + "ms and takes connections";
          case PARTITIONED ->
              "the primary does not answer, so that nobody knows how old the replicas are"
                  + " (whenPartitioned=refuse)";
          default -> "this read needs the primary, and none is up";
        };
    String state =
        switch (reason) {
          // Trying again may help, and the connection is not to blame.
          case BEHIND -> "40001";
          case NO_REPLICA, PARTITIONED -> "55000";
          default -> "08001";
        };
    return new SQLException(
        rule
            + " (whenStale="
            + settings.whenStale().name().toLowerCase(java.util.Locale.ROOT)
            + "); "
            + describe(seen, settings),
        state);
  }

  /**
   * A statement inside a read-only transaction on a replica that can not give the primary's answer.
   */
  static SQLException notOnThisReplica(NodeState node, String because) {
    return new SQLException(
        "the read-only transaction runs on "
            + node.node()
            + ", a "
            + node.role()
            + ", where this statement must not run: "
            + because
            + "; begin with a statement that only the primary serves, list the table in primaryOnly=,"
            + " or use a read-write transaction",
        "25006");
  }

  /**
   * A statement inside a transaction on a replica that did not reach the session's position in
   * time.
   */
  static SQLException behindInTransaction(NodeState node, Settings settings) {
    return new SQLException(
        "the read-only transaction runs on "
            + node.node()
            + ", which did not reach the session's position within catchUpTimeout="
            + settings.catchUpTimeout().toMillis()
            + "ms",
        "40001");
  }

  /**
   * A transaction that ended with its server; nothing of it is there, and it may be tried again.
   */
  static SQLException transactionLost(NodeState node, @Nullable SQLException cause) {
    return new SQLTransientConnectionException(
        "the transaction on "
            + node.node()
            + " is lost with its server session, and nothing of it was committed; roll back, and try"
            + " it again",
        "08S02",
        cause);
  }

  /** The connection was lost under what ends a transaction, perhaps by committing it. */
  static SQLException commitUnknown(NodeState node, SQLException cause) {
    return new SQLException(
        "the connection to "
            + node.node()
            + " was lost while COMMIT was under way: whether it happened is not known",
        "08007",
        cause);
  }

  /** A connection that was pinned to a server session that no longer exists. */
  static SQLException pinnedSessionLost(@Nullable NodeState node) {
    return new SQLException(
        "the server session that this connection was pinned to is lost"
            + (node == null ? "" : ": " + node.node()),
        "08006");
  }

  static boolean isLostConnection(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && ((state.startsWith("08") && !state.equals(PROTOCOL_VIOLATION))
            || state.equals("57P01")
            || state.equals("57P02")
            || state.equals("57P03"));
  }

  /**
   * Whether a lost connection casts doubt on the node: not if pgjdbc itself ended it, as it does
   * after a SET that it cannot work with.
   */
  static boolean isNodeDoubtful(SQLException failure) {
    if (String.valueOf(failure.getSQLState()).startsWith("57P")) {
      return true;
    }
    Throwable cause = failure;
    while (cause != null && !(cause instanceof IOException)) {
      cause = cause.getCause();
    }
    return isLostConnection(failure) && cause != null;
  }

  /** Whether a server takes no more connections; those that it has are of use. */
  static boolean isCrowded(SQLException failure) {
    return "53300".equals(failure.getSQLState());
  }

  /** Whether the network, and not the server, has ended the connection. */
  static boolean isBrokenLink(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("08") && isNodeDoubtful(failure);
  }

  /** Whether the client gave up waiting for an answer. */
  static boolean isTimeout(SQLException failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof SocketTimeoutException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** Whether the server, and not pgjdbc, has complained. */
  static boolean isServersOwn(SQLException failure) {
    return failure instanceof PSQLException own && own.getServerErrorMessage() != null;
  }

  static boolean isRefusedWrite(SQLException failure) {
    return "25006".equals(failure.getSQLState());
  }

  /** In a transaction, which can not be moved: trying it again helps. */
  static SQLException otherColumns(NodeState node) {
    return new OtherColumns(
        "the columns of a relation on " + node.node() + " have changed since they were compared");
  }

  /** The server had no objection, so that it has to be told from its errors. */
  private static final class OtherColumns extends SQLTransactionRollbackException {
    private static final long serialVersionUID = 1L;

    OtherColumns(String reason) {
      super(reason, "40001");
    }
  }

  /** Whether a replica could not serve a read for reasons of its own, so that another node may. */
  static boolean isReplicaOnly(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && (isMissingThere(failure) || RECOVERY_CONFLICT.contains(state));
  }

  static boolean isMissingThere(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof OtherColumns || (state != null && MISSING_THERE.contains(state));
  }

  private static String describe(Topology seen, Settings settings) {
    return seen.describe(settings.maxLag(), System.nanoTime());
  }
}
