package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionsTest {

  private static Lsn applied(Observation subscriber, Observation primary) {
    return Positions.of(
        Role.SUBSCRIBER,
        Objects.requireNonNull(subscriber.sample()),
        primary.sample(),
        Samples.DATABASE);
  }

  @Test
  void aSubscribersPositionIsTheGreaterOfItsOwnWordAndItsSlots() {
    Observation subscriber = Samples.subscriber(1, 8, true, "s");
    assertThat(applied(subscriber, Samples.primary(0, 7, 1, Samples.slot("s"))))
        .isEqualTo(new Lsn(950));
  }

  @Test
  void aSubscriptionWithoutASlotOnThePrimarySaysNothing() {
    Observation subscriber = Samples.subscriber(1, 8, true, "gone");
    assertThat(applied(subscriber, Samples.primary(0, 7, 1, Samples.slot("s"))))
        .isEqualTo(Lsn.ZERO);
  }

  @Test
  void stepsBackOverAPageHeaderAndNothingElse() {
    long segment = 16L << 20;
    assertThat(WalPage.endOfRecord(new Lsn(8192 + 24), segment)).isEqualTo(new Lsn(8192));
    assertThat(WalPage.endOfRecord(new Lsn(segment + 40), segment)).isEqualTo(new Lsn(segment));
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      Lsn anywhere = new Lsn(random.nextLong());
      Lsn end = WalPage.endOfRecord(anywhere, segment);
      assertThat(anywhere.value() - end.value()).isIn(0L, 24L, 40L);
      assertThat(end.value() % 8192 == 24).isFalse();
    }
  }

  @Test
  void readsSegmentSizesAsTheServerPrintsThem() {
    assertThat(WalPage.bytes("16MB")).isEqualTo(16L << 20);
    assertThat(WalPage.bytes("1GB")).isEqualTo(1L << 30);
  }

  @Test
  void positionsPrintAndCompareAsPostgresDoes() {
    assertThat(Lsn.parse("16/B374D848")).hasToString("16/B374D848");
    assertThat(new Lsn(-1).hasReached(new Lsn(1))).isTrue();
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      Lsn lsn = new Lsn(random.nextLong());
      assertThat(Lsn.parse(lsn.toString())).isEqualTo(lsn);
    }
  }
}
