package dev.meridian.jdbc.api;

/** What a node is in its replication topology. */
public enum Role {
  /** Takes the writes. At most one node at any time. */
  PRIMARY,
  /** A physical streaming replica: a byte-for-byte copy that is in recovery. */
  STANDBY,
  /**
   * A logical replica: a writable server of its own that subscribes to the primary's publications.
   */
  SUBSCRIBER,
  /** Not known (not reached yet, or its publisher is out of reach): serves nothing. */
  UNKNOWN
}
