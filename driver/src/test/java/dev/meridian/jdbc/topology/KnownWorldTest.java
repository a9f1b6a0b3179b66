package dev.meridian.jdbc.topology;

import static dev.meridian.jdbc.topology.Samples.OTHER_SYSTEM;
import static dev.meridian.jdbc.topology.Samples.SYSTEM;
import static dev.meridian.jdbc.topology.Samples.down;
import static dev.meridian.jdbc.topology.Samples.primary;
import static dev.meridian.jdbc.topology.Samples.standby;
import static dev.meridian.jdbc.topology.Samples.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownWorldTest {

  private static final long THIRD_SYSTEM = 9;
  private static final KnownWorld KNOWN = new KnownWorld(SYSTEM, 2, Set.of(OTHER_SYSTEM), Map.of());

  private static boolean isReplaced(Observation... observations) {
    return KNOWN.isReplaced(List.of(observations), 0);
  }

  @Test
  void anotherSystemInThePrimarysPlaceIsANewWorldOnceTheOldOneIsGone() {
    Observation other = primary(0, THIRD_SYSTEM, 1);
    assertThat(isReplaced(other)).isTrue();
    assertThat(isReplaced(other, down(standby(1, SYSTEM, new Lsn(1))))).isTrue();
    assertThat(isReplaced(other, standby(1, THIRD_SYSTEM, new Lsn(1)))).isTrue();
  }

  @Test
  void asLongAsAnyOfTheOldSystemAnswersItIsNot() {
    assertThat(isReplaced(primary(0, THIRD_SYSTEM, 1), standby(1, SYSTEM, new Lsn(1)))).isFalse();
    assertThat(isReplaced(primary(0, THIRD_SYSTEM, 1), primary(1, SYSTEM, 1))).isFalse();
  }

  @Test
  void aSubscriberTakesNobodysPlace() {
    assertThat(isReplaced(primary(0, OTHER_SYSTEM, 1))).as("known as a subscriber").isFalse();
    assertThat(isReplaced(subscriber(0, THIRD_SYSTEM, true, "s"))).isFalse();
  }

  @Test
  void aStandbyOrAServerElsewhereTakesNotThePrimarysPlace() {
    assertThat(isReplaced(standby(0, THIRD_SYSTEM, new Lsn(1)))).isFalse();
    assertThat(isReplaced(down(primary(0, SYSTEM, 2)), primary(1, THIRD_SYSTEM, 1))).isFalse();
  }

  @Test
  void aStandbyOfAHigherTimelineRulesOutWritesToALowerOne() {
    NodeSample follower = Objects.requireNonNull(standby(1, SYSTEM, new Lsn(1)).sample());
    NodeSample of3 =
        new NodeSample(
            1, 2, follower.identity(), true, 3, null, null, new Lsn(1), List.of(), List.of());
    KnownWorld after = KNOWN.withStandby(of3);
    assertThat(after.mayBePrimary(Objects.requireNonNull(primary(0, SYSTEM, 2).sample())))
        .isFalse();
    assertThat(after.mayBePrimary(Objects.requireNonNull(primary(0, SYSTEM, 3).sample()))).isTrue();
    assertThat(KNOWN.withStandby(follower)).as("an older one says nothing").isEqualTo(KNOWN);
  }

  private static NodeSample of(int server, int timeline, boolean inRecovery, long replay) {
    return new NodeSample(
        1,
        2,
        new NodeSample.Identity(SYSTEM, server),
        inRecovery,
        timeline,
        inRecovery ? null : new Lsn(900),
        inRecovery ? null : new Lsn(900),
        new Lsn(replay),
        List.of(),
        List.of());
  }

  @Test
  void whereAPromotionIsSeenHistoryForks() {
    assertThat(KNOWN.withFork(of(1, 2, true, 400), of(1, 3, false, 500)).fork(2, 3))
        .isEqualTo(new Lsn(500));
    assertThat(KNOWN.withFork(null, of(1, 3, false, 500)).fork(2, 3)).as("not seen").isNull();
    assertThat(KNOWN.withFork(of(2, 2, true, 400), of(1, 3, false, 500)).fork(2, 3))
        .as("another run of it")
        .isNull();
  }

  @Test
  void whereTwoArePromotedToOneTimelineTheFirstForkCounts() {
    KnownWorld one = KNOWN.withFork(of(1, 2, true, 400), of(1, 3, false, 500));
    assertThat(one.withFork(of(2, 2, true, 300), of(2, 3, false, 450)).fork(2, 3))
        .isEqualTo(new Lsn(450));
    assertThat(one.withFork(of(2, 2, true, 300), of(2, 3, false, 700)).fork(2, 3))
        .isEqualTo(new Lsn(500));
  }
}
