package dev.meridian.wrong.routing;

import java.time.Instant;

final class ReadsInstant {
  Instant now() {
    return Instant.now();
  }
}
