package dev.meridian.integration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.testkit.history.HistoryRecorder;
import dev.meridian.testkit.history.Outcome;
import dev.meridian.testkit.history.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PastForkTest {

  private final HistoryRecorder recorder = new HistoryRecorder();

  private void write(long height, long value) {
    HistoryRecorder.Running running = recorder.begin("a", 0, false);
    running.wrote(recorder.instant(), Shape.REGISTER, "x", height, value);
    running.end(Outcome.OK, "PRIMARY");
  }

  private void readsAtASubscriber(long height, long value) {
    HistoryRecorder.Running running = recorder.begin("a", 0, false);
    running.read(recorder.instant(), Shape.REGISTER, "x", height, List.of(value));
    running.end(Outcome.OK, "SUBSCRIBER");
  }

  @Test
  void findsAReadOfWhatWasLostByWhoKnowsOfTheNewPrimary() {
    write(1, 10);
    write(2, 11);
    recorder.lost("a", 1, Map.of("x", 1L), Set.of());
    readsAtASubscriber(2, 11);
    write(2, 12);
    readsAtASubscriber(2, 12);
    assertThat(PastFork.of(recorder.history())).isEmpty();
    readsAtASubscriber(2, 11);
    assertThat(PastFork.of(recorder.history())).hasSize(1);
  }

  @Test
  void findsWhatOnlyAServerStillHas() {
    recorder.lost("a", 1, Map.of("x", 1L), Set.of(13L));
    write(2, 12);
    readsAtASubscriber(3, 13);
    assertThat(PastFork.of(recorder.history())).hasSize(1);
  }
}
