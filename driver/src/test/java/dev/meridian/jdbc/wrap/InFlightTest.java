package dev.meridian.jdbc.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private final InFlight inFlight = new InFlight();

  @Test
  void whatWasNeverUsedHasNone() {
    assertThat(inFlight.at(7)).isZero();
  }

  @Test
  void aCounterStaysItsNodesOwnWhenThereAreMoreNodes() {
    AtomicInteger counter = inFlight.counter(1);
    counter.incrementAndGet();
    inFlight.counter(20).addAndGet(5);
    counter.incrementAndGet();
    assertThat(inFlight.at(1)).isEqualTo(2);
    assertThat(inFlight.at(20)).isEqualTo(5);
    assertThat(inFlight.counter(1)).isSameAs(counter);
  }
}
