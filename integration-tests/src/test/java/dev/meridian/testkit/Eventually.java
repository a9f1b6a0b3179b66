package dev.meridian.testkit;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits up to twenty seconds for something to be true. */
final class Eventually {
  private Eventually() {}

  static void holds(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10)).until(condition);
  }
}
