package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrimaryTimelineTest {

  @Test
  void answersFromSamplesAskedForAfterTheInstant() {
    PrimaryTimeline timeline =
        PrimaryTimeline.EMPTY
            .with(10, new Lsn(100), new Lsn(90))
            .with(20, new Lsn(200), new Lsn(190));
    assertThat(timeline.positionAfter(5)).isEqualTo(new Lsn(100));
    assertThat(timeline.positionAfter(10)).isEqualTo(new Lsn(100));
    assertThat(timeline.positionAfter(11)).isEqualTo(new Lsn(200));
    assertThat(timeline.positionAfter(21)).isNull();
  }

  @Test
  void aReplicaIsAsFreshAsTheNewestDurablePositionThatItHolds() {
    PrimaryTimeline timeline =
        PrimaryTimeline.EMPTY
            .with(10, new Lsn(100), new Lsn(90))
            .with(20, new Lsn(200), new Lsn(190));
    assertThat(timeline.instantOf(new Lsn(89))).isNull();
    assertThat(timeline.instantOf(new Lsn(189))).isEqualTo(10);
    assertThat(timeline.instantOf(new Lsn(190))).isEqualTo(20);
  }

  @Test
  void whatIsForgottenMakesItCoarserAndNeverWrong() {
    Random random = new Random(3);
    PrimaryTimeline timeline = PrimaryTimeline.EMPTY;
    long lsn = 1;
    long[] inserts = new long[5_000];
    for (int i = 0; i < inserts.length; i++) {
      lsn += random.nextInt(100);
      inserts[i] = lsn;
      timeline = timeline.with(i, new Lsn(lsn), new Lsn(lsn));
      int instant = random.nextInt(i + 1);
      Lsn position = timeline.positionAfter(instant);
      assertThat(position).isNotNull();
      assertThat(position.value())
          .as("instant %d of %d", instant, i)
          .isGreaterThanOrEqualTo(inserts[instant]);
      Long fresh = timeline.instantOf(new Lsn(inserts[instant]));
      assertThat(fresh == null || inserts[fresh.intValue()] <= inserts[instant]).isTrue();
    }
  }
}
