package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.SimulatedApplication.Policy;
import dev.meridian.jdbc.topology.Replicas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Where reads go at a scale that no machine here has: {@value SimulatedNetwork#NODES} nodes in
 * {@value SimulatedNetwork#REGIONS} regions, and {@value #APPLICATIONS} instances of an application
 * all over the globe. The router and what it is given are the driver's own; only the answers of the
 * probes are made up. The same seed gives the same figures.
 *
 * <p>{@code mvn -q -Psimulation}; {@code -Dsimulation.args=seed} for another one.
 */
public final class Simulation {

  static final int APPLICATIONS = 1_000;

  private static final long BEGIN = Replicas.BEGIN + 3_600_000_000_000L;
  private static final int WARM_UP_STEPS = 20;
  private static final int STEPS_A_MINUTE = 120;
  private static final int MINUTES = 3;
  // A replica that shares its region with two more.
  private static final int LOST = 5;

  /** What happens in three minutes. */
  enum Scenario {
    STEADY("no jitter", 0, false),
    JITTER("round trips jitter by 30 %", 0.3, false),
    LOSS("the same; one node is lost for the second minute", 0.3, true);

    final String words;
    final double jitter;
    final boolean loss;

    Scenario(String words, double jitter, boolean loss) {
      this.words = words;
      this.jitter = jitter;
      this.loss = loss;
    }
  }

  /** What came of one: tallies by policy, of it all and of each step. */
  record Outcome(Map<Policy, SimulatedTally> all, List<Map<Policy, SimulatedTally>> steps) {

    /** How much the node had to do in a step, by what it had in the first minute. */
    double load(Policy policy, int node, int step) {
      double usual = 0;
      for (int i = 0; i < STEPS_A_MINUTE; i++) {
        usual += SimulatedTally.of(steps.get(i), policy).readsAt(node);
      }
      return SimulatedTally.of(steps.get(step), policy).readsAt(node) * STEPS_A_MINUTE / usual;
    }
  }

  private Simulation() {}

  static Outcome run(Scenario scenario, int applications, long seed) {
    Random random = new Random(seed);
    SimulatedNetwork network = new SimulatedNetwork(random);
    List<SimulatedApplication> all = new ArrayList<>();
    for (int i = 0; i < applications; i++) {
      double[] millis = network.millisFrom(network.application(i, random), random);
      all.add(new SimulatedApplication(millis, scenario.jitter, random.nextLong()));
    }
    boolean[] up = new boolean[SimulatedNetwork.NODES];
    Arrays.fill(up, true);
    Map<Policy, SimulatedTally> total = tallies();
    List<Map<Policy, SimulatedTally>> steps = new ArrayList<>();
    for (int step = -WARM_UP_STEPS; step < MINUTES * STEPS_A_MINUTE; step++) {
      up[LOST] = !scenario.loss || step / STEPS_A_MINUTE != 1;
      Map<Policy, SimulatedTally> now = tallies();
      long nanos = BEGIN + step * SimulatedApplication.STEP_NANOS;
      Map<Policy, SimulatedTally> sum = step < 0 ? tallies() : total;
      for (SimulatedApplication application : all) {
        application.step(nanos, up, List.of(sum, now));
      }
      if (step >= 0) {
        steps.add(now);
      }
    }
    return new Outcome(total, steps);
  }

  private static Map<Policy, SimulatedTally> tallies() {
    Map<Policy, SimulatedTally> tallies = new EnumMap<>(Policy.class);
    for (Policy policy : Policy.values()) {
      tallies.put(policy, new SimulatedTally());
    }
    return tallies;
  }

  /** Prints the tables; an argument is the seed. */
  public static void main(String[] args) {
    long seed = args.length == 0 || args[0].isBlank() ? 1 : Long.parseLong(args[0]);
    StringBuilder text = new StringBuilder();
    for (Scenario scenario : Scenario.values()) {
      text.append(table(scenario, run(scenario, APPLICATIONS, seed)));
    }
    System.out.print(text);
  }

  private static String table(Scenario scenario, Outcome outcome) {
    StringBuilder text = new StringBuilder("### " + scenario.words + "\n\n| |");
    for (Policy policy : Policy.values()) {
      text.append(' ').append(policy.name().toLowerCase(Locale.ROOT)).append(" |");
    }
    text.append("\n|---|---|---|---|\n");
    row(text, outcome, "mean round trip of a read, ms", "%.2f", SimulatedTally::meanMillis);
    row(text, outcome, "… of the nearest node", "%.2f", SimulatedTally::idealMeanMillis);
    row(text, outcome, "distance: the one by the other", "%.3f", SimulatedTally::distance);
    row(text, outcome, "spread within a region", "%.3f", SimulatedTally::spread);
    row(text, outcome, "moves of a connection a minute", "%.4f", SimulatedTally::movesInAMinute);
    if (scenario.loss) {
      for (int step : new int[] {0, 2, 5, 10, 20}) {
        String when = String.format(Locale.ROOT, "load of the lost node %.1f s after", step * 0.5);
        text.append("| ").append(when).append(" |");
        for (Policy policy : Policy.values()) {
          double load = outcome.load(policy, LOST, 2 * STEPS_A_MINUTE + step);
          text.append(String.format(Locale.ROOT, " %.0f %% |", 100 * load));
        }
        text.append('\n');
      }
    }
    return text.append('\n').toString();
  }

  private static void row(
      StringBuilder text,
      Outcome outcome,
      String name,
      String format,
      ToDoubleFunction<SimulatedTally> figure) {
    text.append("| ").append(name).append(" |");
    for (SimulatedTally tally : outcome.all.values()) {
      text.append(String.format(Locale.ROOT, " " + format + " |", figure.applyAsDouble(tally)));
    }
    text.append('\n');
  }
}
