package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A clear error: an {@code SQLException} with a state, in time, that tells no secret.
 *
 * @param error what was thrown
 */
record Refusal(SQLException error) {

  private static final AtomicInteger URLS = new AtomicInteger();

  // The connect timeout, and what a loaded machine takes to notice.
  private static final Duration IN_TIME = Duration.ofMillis(4_500);

  /** A URL with a connect timeout of 3 s that nobody has used: the driver knows nothing of it. */
  static String freshUrl(Vantage here, String... settings) {
    int number = URLS.incrementAndGet();
    // Who probes as often as another shares its probes.
    boolean ownInterval = String.join(" ", settings).contains("probeInterval=");
    return here.meridianUrl(settings)
        + "&connectTimeout=3&ApplicationName=fresh-"
        + number
        + (ownInterval ? "" : "&probeInterval=" + (500 + number) + "ms");
  }

  /** What the attempt fails with. */
  static Refusal of(ThrowingCallable attempt) {
    long began = System.nanoTime();
    Throwable thrown = catchThrowable(attempt);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(thrown).as("the attempt fails").isInstanceOf(SQLException.class);
    assertThat(took).as("time until the error: %s", thrown).isLessThan(IN_TIME);
    Refusal refusal = new Refusal((SQLException) thrown);
    refusal.keepsSecrets();
    return refusal;
  }

  /** What connecting to the URL and one read fail with. */
  static Refusal ofUrl(String url) {
    return of(
        () -> {
          try (Connection connection = DriverManager.getConnection(url)) {
            Sql.query(connection, "SELECT 1");
          }
        });
  }

  Refusal hasState(String state) {
    assertThat(error.getSQLState()).as("SQLState of: %s", error.getMessage()).isEqualTo(state);
    return this;
  }

  Refusal says(String... parts) {
    assertThat(error.getMessage()).contains(parts);
    return this;
  }

  private void keepsSecrets() {
    for (Throwable each = error; each != null; each = each.getCause()) {
      assertThat(String.valueOf(each.getMessage())).doesNotContain("secret");
    }
  }
}
