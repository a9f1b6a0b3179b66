package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheringTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private final Gathering session = new Gathering();

  @Test
  void gathersWhereTheFirstWaitsForAsLongAgain() {
    assertThat(session.node(0)).isEqualTo(-1);
    session.waits(3, 0, 100);
    session.waits(4, 50, 1_000);
    assertThat(session.node(199)).isEqualTo(3);
    assertThat(session.node(200)).isEqualTo(-1);
    session.waits(4, 200, 1_000);
    assertThat(session.node(2_199)).isEqualTo(4);
  }

  @Test
  void gathersNowhereAfterAWaitInVain() {
    session.waits(3, 0, 100);
    session.waitedInVain(60);
    assertThat(session.node(61)).isEqualTo(-1);
  }

  @Test
  void triesWhatIsWantedForAWhile() {
    assertThat(session.tries(0, 100 * MILLI)).isFalse();
    assertThat(session.tries(199 * MILLI, 100 * MILLI)).isFalse();
    assertThat(session.tries(200 * MILLI, 100 * MILLI)).isTrue();
    assertThat(session.tries(399 * MILLI, 100 * MILLI)).as("all").isTrue();
    assertThat(session.tries(400 * MILLI, 100 * MILLI)).isFalse();
  }

  @Test
  void isToBeTriedUntilItWasWantedLongEnough() {
    assertThat(session.isToBeTried(0)).isFalse();
    session.tries(0, 100 * MILLI);
    assertThat(session.isToBeTried(199 * MILLI)).isTrue();
    assertThat(session.isToBeTried(200 * MILLI)).as("though nobody tried it").isFalse();
    session.tries(200 * MILLI, 100 * MILLI);
    assertThat(session.isToBeTried(200 * MILLI)).isFalse();
    session.tries(10 * SECOND, 100 * MILLI);
    assertThat(session.isToBeTried(10 * SECOND)).as("anew").isTrue();
  }

  @Test
  void endsATrialThatIsInVain() {
    session.tries(0, 100 * MILLI);
    assertThat(session.tries(SECOND, 100 * MILLI)).isTrue();
    session.waitedInVain(SECOND + MILLI);
    assertThat(session.tries(SECOND + MILLI, 100 * MILLI)).isFalse();
    assertThat(session.tries(SECOND + 200 * MILLI, 100 * MILLI)).as("a pause").isFalse();
    assertThat(session.tries(SECOND + 201 * MILLI, 100 * MILLI)).isTrue();
  }

  @Test
  void beginsAnewWhereNobodyWantedItForAWhile() {
    session.tries(0, 100 * MILLI);
    for (int i = 1; i < 1_000; i++) {
      session.tries(i * (100 * MILLI), 100 * MILLI);
    }
    long later = 106 * SECOND;
    assertThat(session.tries(later, 100 * MILLI)).isFalse();
    assertThat(session.tries(later + 200 * MILLI, 100 * MILLI)).isTrue();
  }

  /** The clock may begin anywhere, and a sum go over the end of the numbers. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MAX_VALUE - 20_000_000_000L, Long.MIN_VALUE, 12_345})
  void triesForASeventeenthOfTheTimeAtMost(long began) {
    Random random = new Random(4);
    long tried = 0;
    long last = 0;
    for (long time = 0; time < 600 * SECOND; ) {
      if (session.tries(began + time, 100 * MILLI)) {
        // What is noted at its beginning and at its end is all that there is between.
        tried += last == 0 ? 0 : time - last;
        last = time;
      } else {
        last = 0;
      }
      time += (1 + random.nextInt(20)) * MILLI;
    }
    assertThat(tried / (double) (600 * SECOND)).isBetween(0.03, 1 / 16.0);
  }
}
