package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NudgingTest {

  private final Nudging nudging = new Nudging();
  // Of the JVM, as the pause between nudges is.
  private static long millis = 1;

  private static NodeState at(long position) {
    return new NodeState(
        Samples.node(1, null),
        Role.STANDBY,
        true,
        1,
        null,
        new Lsn(position),
        null,
        null,
        false,
        0,
        0,
        0,
        null,
        null);
  }

  /** After a pause in which nobody was nudged. */
  private boolean isDue(long position, long wanted, long primary) {
    millis += 200;
    return nudging.isDue(
        at(position), new Lsn(wanted), primary, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void aPositionIsNudgedForOnceButThatOfAnotherPrimaryIsAnother() {
    assertThat(isDue(90_000, 90_100, 7)).as("it may not stand still").isFalse();
    assertThat(isDue(90_000, 90_100, 7)).isTrue();
    assertThat(isDue(90_000, 90_100, 7)).as("a second time").isFalse();
    // The next system begins with lower positions.
    assertThat(isDue(500, 600, 8)).isFalse();
    assertThat(isDue(500, 600, 8)).isTrue();
    assertThat(isDue(500, 600, 8)).isFalse();
  }

  @Test
  void whatMayBeLostIsNudgedForAgain() {
    assertThat(isDue(90_000, 90_100, 7)).isFalse();
    assertThat(isDue(90_000, 90_100, 7)).isTrue();
    millis += 700;
    assertThat(isDue(90_000, 90_100, 7)).as("after 900 ms").isFalse();
    assertThat(isDue(90_000, 90_100, 7)).as("after 1,100 ms").isTrue();
  }

  /** As when the replica's probe has answered, and nobody waits any more. */
  private boolean isStillDue(long position) {
    millis += 200;
    return nudging.isStillDue(at(position), 7, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void whoWaitedInVainIsNudgedForOnce() {
    assertThat(isStillDue(90_000)).as("nobody waited").isFalse();
    assertThat(isDue(90_000, 90_100, 7)).isFalse();
    assertThat(isStillDue(90_000)).isTrue();
    millis += 2_000;
    assertThat(isStillDue(90_000)).as("nobody has waited since").isFalse();
    assertThat(isDue(90_000, 90_100, 7)).isFalse();
    assertThat(isStillDue(90_050)).as("it moves").isFalse();
    assertThat(isStillDue(90_100)).as("it is there").isFalse();
    assertThat(isStillDue(90_050)).isFalse();
  }
}
