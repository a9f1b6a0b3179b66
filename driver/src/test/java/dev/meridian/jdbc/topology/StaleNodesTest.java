package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StaleNodesTest {

  private final StaleNodes stale = new StaleNodes(Duration.ofSeconds(8));

  private boolean isStale(int lagSeconds, boolean primaryUp) {
    long now = TimeUnit.HOURS.toNanos(1);
    return stale.contains(1, now - TimeUnit.SECONDS.toNanos(lagSeconds), primaryUp, now);
  }

  @Test
  void leavesBeyondMaxLagAndComesBackWellWithin() {
    assertThat(isStale(8, true)).isFalse();
    assertThat(isStale(9, true)).isTrue();
    assertThat(isStale(7, true)).as("about there").isTrue();
    assertThat(isStale(6, true)).isFalse();
    assertThat(isStale(8, true)).isFalse();
  }

  @Test
  void whileThePrimaryIsAwayNothingChanges() {
    assertThat(isStale(9, false)).isFalse();
    assertThat(isStale(9, true)).isTrue();
    assertThat(isStale(1, false)).isTrue();
  }

  @Test
  void oneThatHoldsNothingKnownIsStale() {
    assertThat(stale.contains(1, null, true, 1)).isTrue();
  }
}
