package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.topology.NodeSample.Identity;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Since when a node has been at hand, and what is known of the way there. */
class SteadyNodesTest {

  private static final long SECOND = 1_000_000_000;
  private final SQLException loss = new SQLException("lost", "08006");

  private final Observation never = Observation.none(Samples.node(1, null));

  private static NodeSample answer(long atNanos, long tookNanos, long run) {
    return new NodeSample(
        atNanos,
        atNanos + tookNanos,
        new Identity(Samples.SYSTEM, run),
        true,
        1,
        null,
        null,
        new Lsn(1),
        List.of(),
        List.of());
  }

  @Test
  void itBeginsWithTheFirstAnswer() {
    Observation first = never.answered(answer(5 * SECOND, 7, 1), null);
    assertThat(first.steadySinceNanos()).isEqualTo(5 * SECOND);
    assertThat(first.roundTripNanos()).isEqualTo(7);
  }

  @Test
  void aLostConnectionOrTwoLeaveItSteady() {
    Observation lost = never.answered(answer(5 * SECOND, 7, 1), null).lost(loss);
    Observation back = lost.answered(answer(6 * SECOND, 90, 1), null);
    assertThat(back.steadySinceNanos()).isEqualTo(5 * SECOND);
    assertThat(back.upSinceNanos()).isEqualTo(6 * SECOND);
    assertThat(back.roundTripNanos()).isEqualTo(7);
  }

  @Test
  void aLongerLossBeginsAnew() {
    Observation lost = never.answered(answer(5 * SECOND, 7, 1), null).lost(loss);
    Observation back = lost.answered(answer(8 * SECOND, 90, 1), null);
    assertThat(back.steadySinceNanos()).isEqualTo(8 * SECOND);
    assertThat(back.roundTripNanos()).isEqualTo(90);
  }

  @Test
  void anotherRunOfTheServerBeginsAnewHoweverSoonItCame() {
    Observation before = never.answered(answer(5 * SECOND, 7, 1), null);
    assertThat(before.answered(answer(6 * SECOND, 9, 2), null).steadySinceNanos())
        .isEqualTo(6 * SECOND);
  }
}
