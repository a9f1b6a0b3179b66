package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.routing.SimulatedApplication.Policy;
import dev.meridian.jdbc.routing.Simulation.Outcome;
import dev.meridian.jdbc.routing.Simulation.Scenario;
import org.junit.jupiter.api.Test;

/** The simulation, with a tenth of the applications. */
class SimulationTest {

  private static final int APPLICATIONS = 100;

  private static SimulatedTally of(Outcome outcome, Policy policy) {
    return SimulatedTally.of(outcome.all(), policy);
  }

  @Test
  void readsAreNearAndSpreadAndStay() {
    Outcome outcome = Simulation.run(Scenario.JITTER, APPLICATIONS, 1);
    SimulatedTally ours = of(outcome, Policy.MERIDIAN);
    SimulatedTally nearest = of(outcome, Policy.NEAREST);
    assertThat(ours.distance()).isLessThan(1.05);
    assertThat(of(outcome, Policy.UNIFORM).distance()).isGreaterThan(3);
    assertThat(ours.spread()).isLessThan(nearest.spread());
    assertThat(ours.movesInAMinute()).isLessThan(0.1);
    assertThat(nearest.movesInAMinute()).isGreaterThan(1);
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    SimulatedTally one = of(Simulation.run(Scenario.LOSS, 20, 5), Policy.MERIDIAN);
    SimulatedTally other = of(Simulation.run(Scenario.LOSS, 20, 5), Policy.MERIDIAN);
    assertThat(one.meanMillis()).isEqualTo(other.meanMillis());
    assertThat(one.spread()).isEqualTo(other.spread());
    assertThat(one.movesInAMinute()).isEqualTo(other.movesInAMinute());
  }
}
