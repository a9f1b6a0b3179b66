package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.NodeSample.Subscription;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShownBoundsTest {

  private final ShownBounds bounds = new ShownBounds(Samples.DATABASE);
  private final NodeSample primary = sample(Samples.primary(0, 7, 1, Samples.slot("s")));
  private PrimaryTimeline timeline = PrimaryTimeline.EMPTY.with(0, new Lsn(100), new Lsn(100));

  private static NodeSample sample(Observation observation) {
    return Objects.requireNonNull(observation.sample());
  }

  private static NodeSample subscriber(long at, @Nullable Integer worker, long received) {
    return Samples.at(
        at,
        Samples.subscribed(
            sample(Samples.subscriber(1, 8, true, "s")),
            new Subscription(
                "sub", "s", true, worker, null, worker == null ? null : new Lsn(received))));
  }

  private @Nullable Lsn bound(NodeSample sample) {
    return bounds.of(1, Role.SUBSCRIBER, sample, primary, timeline);
  }

  private void primaryAt(long nanos, long position) {
    timeline = timeline.with(nanos, new Lsn(position), new Lsn(position));
  }

  @Test
  void aWorkerThatHasNotReceivedWhatOthersMayHaveAppliedSaysNothing() {
    primaryAt(20, 500);
    assertThat(bound(subscriber(10, 77, 499))).isNull();
    assertThat(bound(subscriber(30, 77, 500))).isEqualTo(new Lsn(500));
  }

  @Test
  void whatAWorkerHasReceivedCountsAsLongAsItRuns() {
    primaryAt(20, 500);
    bound(subscriber(30, 77, 500));
    primaryAt(40, 900);
    assertThat(bound(subscriber(50, 77, 700))).isNull();
    primaryAt(60, 900);
    assertThat(bound(subscriber(70, 77, 900))).isEqualTo(new Lsn(900));
    primaryAt(80, 2000);
    assertThat(bound(subscriber(90, 77, 1000))).isEqualTo(new Lsn(1000));
  }

  @Test
  void aWorkerThatStartsAnewBeginsAnew() {
    primaryAt(20, 500);
    bound(subscriber(10, 77, 400));
    assertThat(bound(subscriber(30, 77, 500))).isEqualTo(new Lsn(500));
    assertThat(bound(subscriber(40, null, 0))).isNull();
    assertThat(bound(subscriber(50, 78, 300))).isNull();
    primaryAt(60, 600);
    assertThat(bound(subscriber(70, 78, 550))).isNull();
    assertThat(bound(subscriber(80, 78, 600))).isEqualTo(new Lsn(600));
  }

  @Test
  void anotherPublishersPositionsAreNotThePrimarys() {
    primaryAt(20, 500);
    NodeSample two =
        Samples.subscribed(
            subscriber(10, 77, 600),
            new Subscription("sub", "s", true, 77, null, new Lsn(600)),
            new Subscription("far", "elsewhere", true, 78, null, new Lsn(90_000)));
    assertThat(bound(two)).isNull();
  }

  @Test
  void aStandbyShowsNothingBeyondWhatItHasReplayed() {
    NodeSample standby = sample(Samples.standby(1, 7, new Lsn(300)));
    assertThat(bounds.of(1, Role.STANDBY, standby, primary, timeline)).isEqualTo(new Lsn(300));
    assertThat(bounds.of(0, Role.PRIMARY, primary, primary, timeline)).isNull();
  }

  /** Workers that come and go at random, and probes at any time between. */
  @Test
  void theBoundIsNeverBelowWhatWasShown() {
    int told = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      ShownBounds each = new ShownBounds(Samples.DATABASE);
      timeline = PrimaryTimeline.EMPTY;
      long written = 100;
      long applied = 1;
      long received = 1;
      int worker = 1;
      for (int now = 1; now < 200; now += 2) {
        switch (random.nextInt(6)) {
          case 0 -> written += random.nextInt(50);
          case 1 -> received = Math.max(received, 1 + random.nextLong(written));
          case 2 -> applied = Math.max(applied, received);
          case 3 -> primaryAt(now, written);
          case 4 -> {
            if (random.nextInt(8) == 0) {
              worker++;
              received = 1 + random.nextLong(applied);
            }
          }
          default -> {
            Lsn bound =
                each.of(1, Role.SUBSCRIBER, subscriber(now, worker, received), primary, timeline);
            if (bound != null) {
              told++;
              assertThat(bound).as("seed " + seed).isGreaterThanOrEqualTo(new Lsn(applied));
            }
          }
        }
      }
    }
    assertThat(told).isGreaterThan(5_000);
  }
}
