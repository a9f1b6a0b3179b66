package dev.meridian.integration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void isMadeAgainByItsSeed() {
    assertThat(Schedule.of(7, 200))
        .isEqualTo(Schedule.of(7, 200))
        .hasToString("seed 7, 200 faults");
    assertThat(Schedule.of(8, 200)).isNotEqualTo(Schedule.of(7, 200));
    assertThat(Schedule.of(7, 200).steps().subList(0, 40)).isEqualTo(Schedule.of(7, 40).steps());
  }

  @Test
  void hasEveryFaultInOneDeck() {
    // Whatever can be done to servers of this kind: every machine makes the schedule of all.
    List<FaultKind> all = List.of(FaultKind.values());
    assertThat(Schedule.of(1, 60, all).steps()).extracting(Step::kind).containsAll(all);
  }
}
