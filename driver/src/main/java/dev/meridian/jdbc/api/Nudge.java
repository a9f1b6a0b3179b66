package dev.meridian.jdbc.api;

/**
 * Whether the primary may be made to write a little WAL where a replica stands still just short of
 * what a read waits for: the setting {@code nudge}.
 */
public enum Nudge {
  /** At most ten times a second. The default. */
  ON,
  /** Never. */
  OFF
}
