package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrowdedNodesTest {

  private final CrowdedNodes crowded = new CrowdedNodes();

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void aNodeThatRefusedIsLeftAloneForAWhile() {
    crowded.refused(1, 0);
    assertThat(crowded.contains(1, millis(149))).isTrue();
    assertThat(crowded.contains(1, millis(251))).isFalse();
    assertThat(crowded.contains(2, 0)).as("another one").isFalse();
  }

  @Test
  void theWhileGrowsUpToFiveSeconds() {
    long now = 0;
    for (int i = 0; i < 10; i++) {
      crowded.refused(1, now);
      assertThat(crowded.contains(1, now + millis(140))).isTrue();
      now += millis(6_300);
      assertThat(crowded.contains(1, now)).isFalse();
    }
    crowded.refused(1, now);
    assertThat(crowded.contains(1, now + millis(3_700))).isTrue();
  }

  @Test
  void severalRefusalsAtOnceCountAsOne() {
    for (int i = 0; i < 10; i++) {
      crowded.refused(1, 0);
    }
    assertThat(crowded.contains(1, millis(251))).isFalse();
  }

  @Test
  void aNodeThatGivesConnectionsIsForgiven() {
    crowded.refused(1, 0);
    crowded.accepted(1);
    assertThat(crowded.contains(1, 1)).isFalse();
  }
}
