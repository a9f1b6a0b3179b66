package dev.meridian.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionCheckerTest {

  private final HistoryRecorder recorder = new HistoryRecorder();

  private void write(String session, String key, long height, long value, Outcome outcome) {
    HistoryRecorder.Running running = recorder.begin(session, 0, false);
    running.wrote(recorder.instant(), Shape.REGISTER, key, height, value);
    running.end(outcome, "");
  }

  private void read(String session, String key, long height, Long... values) {
    HistoryRecorder.Running running = recorder.begin(session, 0, false);
    running.read(recorder.instant(), Shape.REGISTER, key, height, List.of(values));
    running.end(Outcome.OK, "");
  }

  private List<Guarantee> broken() {
    return SessionChecker.check(recorder.history()).stream().map(Violation::guarantee).toList();
  }

  @Test
  void namesAnOwnWriteThatIsNotRead() {
    write("a", "x", 1, 10, Outcome.OK);
    read("a", "x", 0);
    assertThat(broken()).containsExactly(Guarantee.READ_YOUR_WRITES);
  }

  @Test
  void namesAReadThatGoesBack() {
    read("a", "x", 2, 11L);
    read("a", "x", 1, 10L);
    assertThat(broken()).containsExactly(Guarantee.MONOTONIC_READS);
  }

  @Test
  void namesAWriteSeenWithoutTheOneBefore() {
    write("a", "x", 1, 10, Outcome.OK);
    write("a", "y", 1, 20, Outcome.OK);
    read("b", "y", 1, 20L);
    read("b", "x", 0);
    assertThat(broken()).containsExactly(Guarantee.MONOTONIC_WRITES);
  }

  @Test
  void namesAWriteSeenWithoutWhatItsWriterHadRead() {
    read("a", "x", 1, 10L);
    write("a", "y", 1, 20, Outcome.OK);
    read("b", "y", 1, 20L);
    read("b", "x", 0);
    assertThat(broken()).containsExactly(Guarantee.WRITES_FOLLOW_READS);
  }

  @Test
  void namesAWriteThatThePrimaryPutBeforeAnEarlierOne() {
    write("a", "x", 5, 10, Outcome.OK);
    write("a", "x", 4, 11, Outcome.OK);
    assertThat(broken()).containsExactly(Guarantee.MONOTONIC_WRITES);
  }

  @Test
  void namesARolledBackWriteThatIsSeen() {
    write("a", "x", 1, 10, Outcome.FAILED);
    read("b", "x", 1, 10L);
    assertThat(broken()).containsExactly(Guarantee.ONE_ORDER);
  }

  @Test
  void namesTwoOrdersOfOneKey() {
    read("a", "x", 1, 10L);
    read("b", "x", 1, 11L);
    assertThat(broken()).containsExactly(Guarantee.ONE_ORDER);
  }

  @Test
  void leavesOpenWhetherAnUncertainWriteIsSeenUntilItIs() {
    write("a", "x", -1, 10, Outcome.UNKNOWN);
    read("a", "x", 0);
    read("a", "x", 1, 10L);
    assertThat(broken()).isEmpty();
    read("a", "x", 0);
    assertThat(broken()).containsExactly(Guarantee.MONOTONIC_READS);
  }

  @Test
  void leavesOpenWhatIsConcurrent() {
    HistoryRecorder.Running early = recorder.begin("a", 1, false);
    int asked = recorder.instant();
    write("a", "x", 1, 10, Outcome.OK);
    early.read(asked, Shape.REGISTER, "x", 0, List.of());
    early.end(Outcome.OK, "");
    assertThat(broken()).isEmpty();
  }

  @Test
  void asksNothingOfOthersForWhatATransactionThatIsStillOpenHasRead() {
    HistoryRecorder.Running open = recorder.begin("a", 1, false);
    open.read(recorder.instant(), Shape.REGISTER, "x", 2, List.of(11L));
    read("a", "x", 1, 10L);
    assertThat(broken()).isEmpty();
    open.end(Outcome.OK, "");
    read("a", "x", 1, 10L);
    assertThat(broken()).containsExactly(Guarantee.MONOTONIC_READS);
  }

  @Test
  void asksOfATransactionWhatItHasItselfRead() {
    HistoryRecorder.Running open = recorder.begin("a", 1, false);
    open.read(recorder.instant(), Shape.REGISTER, "x", 2, List.of(11L));
    open.read(recorder.instant(), Shape.REGISTER, "x", 1, List.of(10L));
    open.end(Outcome.OK, "");
    assertThat(broken()).containsExactly(Guarantee.MONOTONIC_READS);
  }

  @Test
  void holdsASnapshotAgainstWhatWasSeenBeforeItsFirstRead() {
    HistoryRecorder.Running snapshot = recorder.begin("a", 1, true);
    snapshot.read(recorder.instant(), Shape.REGISTER, "x", 0, List.of());
    write("a", "x", 1, 10, Outcome.OK);
    snapshot.read(recorder.instant(), Shape.REGISTER, "x", 0, List.of());
    snapshot.end(Outcome.OK, "");
    assertThat(broken()).isEmpty();
  }

  @Test
  void asksOfATokensReceiverWhatItsSenderHasSeen() {
    write("a", "x", 1, 10, Outcome.OK);
    read("b", "x", 0);
    assertThat(broken()).isEmpty();
    recorder.handOver("a", "b");
    read("b", "x", 0);
    assertThat(broken()).hasSize(1);
  }

  @Test
  void forgivesALossToWhomItWasToldAndToNobodyElse() {
    write("a", "x", 1, 10, Outcome.OK);
    read("b", "x", 1, 10L);
    recorder.lost("a", 1, Map.of("x", 0L), Set.of());
    read("a", "x", 0);
    write("a", "x", 1, 11, Outcome.OK);
    read("a", "x", 1, 11L);
    assertThat(broken()).isEmpty();
    read("b", "x", 0);
    assertThat(broken()).containsExactly(Guarantee.MONOTONIC_READS);
  }

  @Test
  void forgivesTheNextLossToo() {
    for (int failover = 1; failover <= 2; failover++) {
      write("a", "x", failover, failover * 10L, Outcome.OK);
      write("a", "x", failover + 1, failover * 10L + 1, Outcome.OK);
      read("a", "x", failover + 1, failover * 10L + 1);
      recorder.lost("a", failover, Map.of("x", (long) failover), Set.of());
      read("a", "x", failover, failover * 10L);
    }
    assertThat(broken()).isEmpty();
    read("a", "x", 1, 10L);
    assertThat(broken()).containsExactly(Guarantee.READ_YOUR_WRITES);
  }

  @Test
  void forgivesALossToWhatIsUnderWay() {
    write("a", "x", 1, 10, Outcome.OK);
    HistoryRecorder.Running open = recorder.begin("a", 1, false);
    int asked = recorder.instant();
    recorder.lost("a", 1, Map.of("x", 0L), Set.of());
    open.read(asked, Shape.REGISTER, "x", 0, List.of());
    open.end(Outcome.OK, "");
    assertThat(broken()).isEmpty();
  }

  @Test
  void asksOfNobodyWhatWasLostAndIsStillReadSomewhere() {
    recorder.lost("a", 1, Map.of("x", 0L), Set.of(10L));
    read("a", "x", 1, 10L);
    write("b", "x", 1, 11, Outcome.OK);
    read("b", "x", 1, 11L);
    read("a", "x", 0);
    assertThat(broken()).isEmpty();
  }

  @Test
  void findsNothingInTwoThousandHistoriesOfAWorldThatKeepsItsPromise() {
    for (long seed = 0; seed < 2_000; seed++) {
      History history = ModelWorld.run(seed, ModelWorld.Flaw.NONE, 200);
      assertThat(SessionChecker.check(history)).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = ModelWorld.Flaw.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void findsEveryBrokenRule(ModelWorld.Flaw flaw) {
    List<Violation> violations = new ArrayList<>();
    for (long seed = 0; seed < 100; seed++) {
      violations.addAll(SessionChecker.check(ModelWorld.run(seed, flaw, 200)));
    }
    assertThat(violations).isNotEmpty();
    assertThat(ModelWorld.count(violations)).doesNotContainKey(Guarantee.ONE_ORDER);
  }

  /** Registers, whose reads are of one size however long the history is. */
  @Test
  void takesTwiceTheStepsForTwiceTheHistory() {
    long[] steps = new long[2];
    for (int run = 0; run < 2; run++) {
      HistoryRecorder longer = new HistoryRecorder();
      for (int i = 1; i <= 20_000 * (run + 1); i++) {
        HistoryRecorder.Running running = longer.begin("s" + i % 7, i % 7, false);
        running.wrote(longer.instant(), Shape.REGISTER, "r" + i % 5, i, i);
        running.end(Outcome.OK, "");
        HistoryRecorder.Running reading = longer.begin("s" + i % 3, i % 3, false);
        reading.read(longer.instant(), Shape.REGISTER, "r" + i % 5, i, List.of((long) i));
        reading.end(Outcome.OK, "");
      }
      History history = longer.history();
      assertThat(SessionChecker.check(history)).isEmpty();
      steps[run] = SessionChecker.countSteps(history);
    }
    assertThat((double) steps[1] / steps[0]).isBetween(1.95, 2.05);
  }

  @Test
  void readsWhatItWrites() {
    History history = ModelWorld.run(7, ModelWorld.Flaw.NONE, 200);
    recorder.handOver("a", "b");
    recorder.lost("a", 1, Map.of("x", 3L), Set.of(4L, 5L));
    assertThat(EdnReader.read(EdnWriter.write(history)).operations())
        .containsExactlyInAnyOrderElementsOf(history.operations());
    assertThat(EdnReader.read(EdnWriter.write(recorder.history()))).isEqualTo(recorder.history());
  }
}
