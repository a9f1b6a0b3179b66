package dev.meridian.integration.chaos;

import java.time.Duration;

/**
 * How long to look.
 *
 * @param untilWritten what an application may take to write when the world is whole again
 * @param outFor for how long an old primary is let out, at most: until somebody writes to it
 */
record Patience(Duration untilWritten, Duration outFor) {

  /** Three probes, for who would write to an old primary. */
  static final Patience USUAL = new Patience(Duration.ofSeconds(30), Duration.ofMillis(1_500));
}
