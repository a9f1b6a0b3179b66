package dev.meridian.testkit;

/** What a node of the world is at the moment; a promotion turns a standby into a primary. */
public enum NodeKind {
  PRIMARY,
  /** A physical streaming replica. */
  STANDBY,
  /** A server of its own that subscribes to the primary's publication. */
  SUBSCRIBER
}
