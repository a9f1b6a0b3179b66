package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineageTest {

  private static final Lsn FORK = new Lsn(500);
  private static final KnownWorld FORKED =
      new KnownWorld(Samples.SYSTEM, 2, Set.of(), Map.of(2, FORK));
  private static final KnownWorld FORK_UNKNOWN =
      new KnownWorld(Samples.SYSTEM, 2, Set.of(), Map.of());

  private final Lineage lineage = new Lineage();

  private static Head head(int timeline, @Nullable Long goneNanos, boolean rival) {
    return new Head(
        Objects.requireNonNull(Samples.primary(0, Samples.SYSTEM, timeline).sample()),
        goneNanos == null,
        goneNanos,
        rival);
  }

  private static NodeSample standby(
      int timeline, long run, long asked, long replay, long received) {
    return new NodeSample(
        asked,
        asked + 1,
        new NodeSample.Identity(Samples.SYSTEM, run),
        true,
        timeline,
        null,
        null,
        new Lsn(replay),
        new Lsn(received),
        List.of(),
        List.of(),
        "",
        false);
  }

  private boolean serves(NodeSample standby, int timeline, KnownWorld known) {
    return lineage.whyNot(1, standby, head(timeline, null, false), known) == null;
  }

  private static NodeSample at(int timeline, long replay) {
    return standby(timeline, 101, 1, replay, replay);
  }

  @Test
  void aStandbyOfThePrimarysTimelineServesWhereverItIs() {
    assertThat(serves(at(2, 900), 2, FORKED)).isTrue();
    assertThat(serves(at(2, 900), 2, FORK_UNKNOWN)).isTrue();
  }

  @Test
  void aStandbyOfTheOldTimelineServesUpToTheForkAlone() {
    assertThat(serves(at(1, 500), 2, FORKED)).isTrue();
    assertThat(serves(at(1, 501), 2, FORKED)).isFalse();
  }

  @Test
  void whereTheForkIsNotKnownOnlyTheTimelineTells() {
    assertThat(serves(at(1, 1), 2, FORK_UNKNOWN)).isFalse();
  }

  /** The primary was gone since 10; what the standby held was asked for at some instant. */
  private boolean servesAfter(NodeSample orphan, boolean rival, NodeSample later) {
    assertThat(lineage.whyNot(1, orphan, head(1, 10L, false), FORK_UNKNOWN)).isNull();
    return lineage.whyNot(1, later, head(2, null, rival), FORKED) == null
        && lineage.whyNot(1, later, head(2, null, false), FORKED) == null;
  }

  @Test
  void oneThatHeldNothingPastTheForkWhenThePrimaryWasGoneFollows() {
    assertThat(servesAfter(standby(1, 101, 11, 400, 500), false, standby(1, 101, 20, 900, 900)))
        .isTrue();
  }

  @Test
  void oneThatHeldMoreDoesNot() {
    assertThat(servesAfter(standby(1, 101, 11, 400, 501), false, standby(1, 101, 20, 900, 900)))
        .isFalse();
  }

  @Test
  void whatItHeldBeforeThePrimaryWasGoneSaysNothing() {
    assertThat(servesAfter(standby(1, 101, 9, 400, 400), false, standby(1, 101, 20, 900, 900)))
        .isFalse();
  }

  @Test
  void besideAServerThatStillTakesWritesItMayHaveFollowedThat() {
    assertThat(servesAfter(standby(1, 101, 11, 400, 400), true, standby(1, 101, 20, 900, 900)))
        .isFalse();
  }

  @Test
  void anotherRunOfItMayHaveReplayedWhatLayThere() {
    assertThat(servesAfter(standby(1, 101, 11, 400, 400), false, standby(1, 102, 20, 900, 900)))
        .isFalse();
  }

  @Test
  void aPrimaryThatCameBackMayHaveSentMore() {
    NodeSample orphan = standby(1, 101, 11, 400, 400);
    assertThat(lineage.whyNot(1, orphan, head(1, 10L, false), FORK_UNKNOWN)).isNull();
    assertThat(lineage.whyNot(1, orphan, head(1, null, false), FORK_UNKNOWN)).isNull();
    assertThat(serves(standby(1, 101, 20, 900, 900), 2, FORKED)).isFalse();
  }

  @Test
  void ofSeveralForksTheFirstCounts() {
    KnownWorld known =
        new KnownWorld(Samples.SYSTEM, 3, Set.of(), Map.of(2, new Lsn(700), 3, new Lsn(600)));
    assertThat(known.fork(1, 3)).isEqualTo(new Lsn(600));
    assertThat(known.fork(2, 3)).isEqualTo(new Lsn(600));
    assertThat(known.fork(1, 4)).isNull();
    assertThat(known.fork(0, 3)).isNull();
  }
}
