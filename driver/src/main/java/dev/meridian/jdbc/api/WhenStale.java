package dev.meridian.jdbc.api;

/** What a read gets when no replica qualifies for it: the setting {@code whenStale}. */
public enum WhenStale {
  /** Wait up to {@code catchUpTimeout} for a replica, then fail. */
  WAIT,
  /** Read from the primary. The default. */
  PRIMARY,
  /** Fail at once, with a message that says what is seen. */
  FAIL
}
