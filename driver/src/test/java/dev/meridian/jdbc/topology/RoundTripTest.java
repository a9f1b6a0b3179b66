package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  private static final long MILLI = 1_000_000;
  private static final long INTERVAL = 500 * MILLI;

  private long now = 1;

  private RoundTrip after(RoundTrip before, long... millis) {
    RoundTrip known = before;
    for (long each : millis) {
      now += INTERVAL;
      known = known.with(each * MILLI, now);
    }
    return known;
  }

  @Test
  void theFirstAnswersOfANewSessionCountByTheLeastOfThem() {
    assertThat(after(RoundTrip.NONE, 90).nanos()).isEqualTo(90 * MILLI);
    assertThat(after(RoundTrip.NONE, 90, 20, 40).nanos()).isEqualTo(20 * MILLI);
  }

  @Test
  void oneSlowAnswerChangesNothing() {
    RoundTrip quick = after(RoundTrip.NONE, 10, 10, 10);
    assertThat(after(quick, 900).nanos()).isEqualTo(10 * MILLI);
    assertThat(after(quick, 900, 10, 10).nanos()).isEqualTo(10 * MILLI);
  }

  @Test
  void twoSlowAnswersInARowCountAtOnceAsFarAsBothShowIt() {
    RoundTrip quick = after(RoundTrip.NONE, 10, 10, 10);
    assertThat(after(quick, 200, 100).nanos()).isEqualTo(100 * MILLI);
  }

  @Test
  void twoQuickAnswersChangeNothing() {
    RoundTrip slow = after(RoundTrip.NONE, 100, 100, 100);
    assertThat(after(slow, 1, 1).nanos()).isEqualTo(100 * MILLI);
  }

  @Test
  void aFallDecaysHoweverFarItIs() {
    RoundTrip slow = after(RoundTrip.NONE, 1_000, 1_000, 1_000);
    RoundTrip falling = after(slow, 1, 1, 1);
    assertThat(falling.nanos()).isBetween(20 * MILLI, 100 * MILLI);
    RoundTrip fallen = after(falling, 1, 1, 1, 1, 1, 1);
    assertThat(fallen.nanos() / (double) MILLI).isCloseTo(1, within(0.3));
  }

  @Test
  void answersWithoutAPauseCountAsOne() {
    RoundTrip quick = after(RoundTrip.NONE, 10, 10, 10);
    now += INTERVAL;
    RoundTrip hiccup = quick;
    for (int i = 0; i < 20; i++) {
      now += 3 * MILLI;
      hiccup = hiccup.with(60 * MILLI, now);
    }
    assertThat(hiccup.nanos()).isEqualTo(10 * MILLI);
  }

  @Test
  void itIsAlwaysWithinWhatWasMeasured() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      RoundTrip known = RoundTrip.NONE;
      long least = Long.MAX_VALUE;
      long most = 0;
      for (int i = 0; i < 40; i++) {
        long measured = 1 + (long) Math.exp(random.nextDouble() * 21);
        least = Math.min(least, measured);
        most = Math.max(most, measured);
        now += random.nextLong(2 * INTERVAL);
        known = known.with(measured, now);
        assertThat(known.nanos()).as("seed %d", seed).isBetween(least, most);
      }
    }
  }
}
