package dev.meridian.jdbc.api;

/** Why a statement went where it went. A closed list: logs, metrics and tests count by it. */
public enum RouteReason {
  /** A read, served by the nearest node that is fresh enough for its session. */
  NEAREST,
  /** The statement writes, or may write. */
  WRITE,
  /** The statement is one that the classifier does not know. */
  UNKNOWN_STATEMENT,
  /**
   * The statement changes the state of the server session, which pins the connection to the
   * primary.
   */
  SESSION_STATE,
  /**
   * The connection was pinned by an earlier statement that changed the state of the server session.
   */
  PINNED,
  /** The statement belongs to a transaction that may write. */
  READ_WRITE_TRANSACTION,
  /** The statement belongs to a serializable transaction, which no replica can serve. */
  SERIALIZABLE,
  /** The statement belongs to a transaction that is already open on this node. */
  IN_TRANSACTION,
  /** The result set is to be updatable, or the call can not be moved to another node. */
  UPDATABLE,
  /** A table of the statement is listed in {@code primaryOnly}, or a hint asks for the primary. */
  PRIMARY_ONLY,
  /** {@link Consistency#STRONG} is asked for. */
  STRONG,
  /** A read to which no replica at hand can give the primary's own answer. */
  NOT_ON_A_REPLICA,
  /** A read, but no replica had reached the session's position. */
  BEHIND,
  /** A read, but no replica is up, within {@code maxLag} and takes connections. */
  NO_REPLICA,
  /** A read that {@code whenPartitioned=refuse} forbids: the primary does not answer. */
  PARTITIONED,
  /** A replica refused the statement as a write (25006); it was run again on the primary. */
  CORRECTED,
  /**
   * The node that was asked first was lost before it handed out a row; the read was run again here.
   */
  NODE_LOST,
  /** The node that was asked first takes no more connections; the read was run here. */
  CROWDED
}
