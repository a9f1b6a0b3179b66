package dev.meridian.jdbc.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenStateTest {

  private static final int NODES = 4;
  private static final long RUN = 7;

  private final SeenState seen = new SeenState(NODES);

  private void assertBothAnswersAgree() {
    int newest = seen.newest();
    for (int node = 0; node < NODES; node++) {
      for (long run = RUN - 1; run <= RUN; run++) {
        assertThat(seen.elsewhere(node, run, newest))
            .as("node %s, run %s, newest %s", node, run, newest)
            .isEqualTo(seen.elsewhere(node, run));
      }
    }
  }

  @Test
  void knowsTheSameElsewhereWithAndWithoutTheNewest() {
    assertBothAnswersAgree();
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      seen.saw(random.nextInt(NODES), RUN - random.nextInt(2), random.nextInt(50) - 25L + i);
      assertBothAnswersAgree();
    }
  }

  @Test
  void countsWhatIsSeenAfterTheNewestWasAsked() {
    seen.saw(0, RUN, 10);
    int newest = seen.newest();
    seen.saw(0, RUN, 20);
    assertThat(seen.elsewhere(1, RUN, newest)).isEqualTo(20);
    assertThat(seen.elsewhere(0, RUN, newest)).isEqualTo(SeenState.NOTHING);
    assertThat(seen.elsewhere(0, RUN + 1, newest)).isEqualTo(20);
  }
}
