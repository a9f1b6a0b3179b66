package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.NodeSample.Slot;
import dev.meridian.jdbc.topology.NodeSample.Subscription;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplicaPositionTest {

  private static Lsn applied(Observation subscriber, Observation primary) {
    return ReplicaPosition.of(Role.SUBSCRIBER, Samples.DATABASE)
        .of(Objects.requireNonNull(subscriber.sample()), primary.sample());
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
  void ofSeveralSubscriptionsTheOneThatIsFurthestBehindCounts() {
    NodeSample one = Objects.requireNonNull(Samples.subscriber(1, 8, true, "s").sample());
    NodeSample two =
        Samples.subscribed(
            one,
            new Subscription("sub", "s", true, 77, new Lsn(900), null),
            new Subscription("late", "t", true, 78, new Lsn(200), null));
    NodeSample primary =
        Samples.primary(
                0, 7, 1, Samples.slot("s"), new Slot("t", Samples.DATABASE, true, new Lsn(100)))
            .sample();
    ReplicaPosition rule = ReplicaPosition.of(Role.SUBSCRIBER, Samples.DATABASE);
    assertThat(rule.of(two, primary)).isEqualTo(new Lsn(200));
    assertThat(rule.furthest(two, primary)).isEqualTo(new Lsn(950));
  }

  @Test
  void aStandbysPositionIsWhatItHasReplayed() {
    NodeSample standby = Objects.requireNonNull(Samples.standby(1, 7, new Lsn(700)).sample());
    assertThat(ReplicaPosition.of(Role.STANDBY, Samples.DATABASE).of(standby, null))
        .isEqualTo(new Lsn(700));
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
