package dev.meridian.wrong.routing;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Reads the clock that it was given, and fails as JDBC does: all of it allowed. */
public final class BreaksNoRule {
  Duration age(Instant then, Clock clock) throws SQLException {
    Instant now = Instant.now(clock);
    if (now.isBefore(then)) {
      throw new SQLException("the future", "22008");
    }
    return Duration.between(then, now);
  }
}
