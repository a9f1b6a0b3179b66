package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.topology.NodeSample.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DoubtfulSubscribersTest {

  private static final Lsn FORK = new Lsn(500);
  private static final Node NODE = Samples.node(2, null);

  private final DoubtfulSubscribers doubtful = new DoubtfulSubscribers(Map.of());

  private static NodeSample primary(int timeline, @Nullable Lsn replay, long asked) {
    return primary(Samples.SYSTEM, timeline, replay, asked);
  }

  private static NodeSample primary(long system, int timeline, @Nullable Lsn replay, long asked) {
    return new NodeSample(
        asked,
        asked + 1,
        new NodeSample.Identity(system, 100),
        false,
        timeline,
        new Lsn(1_000),
        new Lsn(1_000),
        replay,
        List.of(),
        List.of());
  }

  private static NodeSample subscriber(
      long asked, @Nullable Integer worker, @Nullable Lsn copied, @Nullable Lsn applied) {
    NodeSample own =
        Objects.requireNonNull(Samples.subscriber(2, Samples.OTHER_SYSTEM, true, "s").sample());
    return Samples.at(
        asked,
        Samples.subscribed(
            own, new Subscription("sub", "s", true, worker, null, null, copied, applied)));
  }

  private boolean serves(NodeSample subscriber, NodeSample primary, @Nullable Lsn fork) {
    return doubtful.whyNot(NODE, subscriber, primary, fork) == null;
  }

  @Test
  void withoutAFailoverNoneIsInDoubt() {
    assertThat(serves(subscriber(1, 77, null, null), primary(1, null, 1), null)).isTrue();
    assertThat(serves(subscriber(1, 77, null, null), primary(1, new Lsn(9), 1), null)).isTrue();
  }

  @Test
  void aFailoverThatIsSeenPutsAllInDoubt() {
    assertThat(serves(subscriber(1, 77, null, null), primary(1, null, 1), null)).isTrue();
    assertThat(serves(subscriber(9, 77, null, null), primary(2, FORK, 8), FORK)).isFalse();
  }

  @Test
  void besideAPrimaryThatWasPromotedSinceItsStartOneIsInDoubtFromTheFirst() {
    assertThat(serves(subscriber(1, 77, null, null), primary(2, FORK, 1), null)).isFalse();
  }

  @Test
  void besideOneThatHasRunOnThatTimelineFromItsStartItIsNot() {
    assertThat(serves(subscriber(1, 77, null, null), primary(5, null, 1), null)).isTrue();
  }

  @Test
  void oneThatStoppedBeforeTheForkIsCleanAndStaysSo() {
    failover();
    assertThat(serves(subscriber(20, null, null, FORK), primary(2, FORK, 8), FORK)).isTrue();
    assertThat(serves(subscriber(30, 78, null, new Lsn(900)), primary(2, FORK, 8), FORK)).isTrue();
  }

  @Test
  void nothingElseShowsThatItStoppedBefore() {
    failover();
    assertThat(serves(subscriber(20, null, null, new Lsn(501)), primary(2, FORK, 8), FORK))
        .as("applied more")
        .isFalse();
    assertThat(serves(subscriber(20, 78, null, FORK), primary(2, FORK, 8), FORK))
        .as("is still being sent something")
        .isFalse();
    assertThat(serves(subscriber(5, null, null, FORK), primary(2, FORK, 8), FORK))
        .as("asked before the new primary was seen")
        .isFalse();
    assertThat(serves(subscriber(20, null, null, FORK), primary(2, FORK, 8), null))
        .as("the fork is not known")
        .isFalse();
    assertThat(serves(subscriber(20, null, null, Lsn.ZERO), primary(2, FORK, 8), FORK))
        .as("has applied nothing that tells")
        .isFalse();
    assertThat(serves(subscriber(20, null, null, null), primary(2, FORK, 8), FORK))
        .as("may not be asked")
        .isFalse();
  }

  @Test
  void copiedAnewPastTheForkItIsClean() {
    failover();
    assertThat(serves(subscriber(20, 78, FORK, null), primary(2, FORK, 8), FORK)).isFalse();
    assertThat(serves(subscriber(30, 78, new Lsn(501), null), primary(2, FORK, 8), FORK)).isTrue();
  }

  @Test
  void aCopyFromBeforeTheFailoverSaysNothing() {
    assertThat(serves(subscriber(1, 77, new Lsn(600), null), primary(1, null, 1), null)).isTrue();
    assertThat(serves(subscriber(9, 77, new Lsn(600), null), primary(2, FORK, 8), FORK)).isFalse();
  }

  @Test
  void theOperatorsWordCountsForItsTimelineAlone() {
    DoubtfulSubscribers told = new DoubtfulSubscribers(Map.of("h2:5432", 2));
    NodeSample any = subscriber(9, 77, null, null);
    assertThat(told.whyNot(NODE, any, primary(2, FORK, 8), FORK)).isNull();
    assertThat(told.whyNot(NODE, any, primary(3, new Lsn(800), 12), new Lsn(800)))
        .contains("trustSubscriber=h2:5432@3");
  }

  @Test
  void besideAnotherSystemInThePrimarysPlaceOnlyNewCopiesCount() {
    NodeSample replaced = primary(9, 1, null, 8);
    assertThat(serves(subscriber(1, 77, FORK, null), primary(3, null, 1), null)).isTrue();
    assertThat(serves(subscriber(20, null, FORK, FORK), replaced, null)).isFalse();
    assertThat(serves(subscriber(30, 78, new Lsn(1), null), replaced, null)).isTrue();
    assertThat(serves(subscriber(40, 78, new Lsn(1), null), replaced, null)).isTrue();
  }

  private void failover() {
    assertThat(serves(subscriber(1, 77, new Lsn(1), null), primary(1, null, 1), null)).isTrue();
    assertThat(serves(subscriber(4, 77, new Lsn(1), null), primary(2, FORK, 8), FORK)).isFalse();
  }
}
