package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DivergedNodesTest {

  private static final Lsn BEYOND = new Lsn(1_001);

  private final DivergedNodes diverged = new DivergedNodes();
  private final NodeSample primary =
      Objects.requireNonNull(Samples.primary(0, Samples.SYSTEM, 1).sample());
  private final NodeSample replica =
      Objects.requireNonNull(Samples.standby(1, Samples.SYSTEM, BEYOND).sample());

  private boolean isDiverged(Lsn furthest, long replicaAsked, long primaryAsked) {
    return diverged.contains(
        1, furthest, Samples.at(replicaAsked, replica), Samples.at(primaryAsked, primary));
  }

  @Test
  void aPositionThatALaterSampleOfThePrimaryDoesNotCoverHasDiverged() {
    assertThat(isDiverged(new Lsn(1_000), 10, 20)).isFalse();
    assertThat(isDiverged(BEYOND, 10, 20)).isTrue();
  }

  @Test
  void aPositionBeyondAnEarlierSampleMayHaveComeSince() {
    assertThat(isDiverged(BEYOND, 20, 10)).isFalse();
  }

  @Test
  void whatWasFoundStandsUntilTheNextPairThatCanTell() {
    assertThat(isDiverged(BEYOND, 10, 20)).isTrue();
    assertThat(isDiverged(BEYOND, 30, 20)).isTrue();
    assertThat(isDiverged(new Lsn(1_000), 30, 40)).isFalse();
  }
}
