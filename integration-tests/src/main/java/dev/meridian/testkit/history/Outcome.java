package dev.meridian.testkit.history;

/** How an operation ended, as far as its client knows. */
public enum Outcome {
  OK,
  /** It had no effect, for certain. */
  FAILED,
  /** It may have had its effect, or may have it later. */
  UNKNOWN
}
