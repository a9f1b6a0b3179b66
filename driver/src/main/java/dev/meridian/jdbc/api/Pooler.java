package dev.meridian.jdbc.api;

/**
 * Whether there is a pooler in front of the nodes that lends a server session for one transaction:
 * the setting {@code pooler}.
 */
public enum Pooler {
  /** Found out of each node. The default. */
  AUTO,
  /** In front of every node. */
  TRANSACTION,
  /** In front of none, or one that keeps a session for a client. */
  NONE
}
