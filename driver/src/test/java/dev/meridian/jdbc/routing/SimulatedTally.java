package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.SimulatedApplication.Policy;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** What was read where, by one policy. Not threadsafe. */
final class SimulatedTally {

  private final long[] reads = new long[SimulatedNetwork.NODES];
  private double millis;
  private double idealMillis;
  private long moves;
  private long total;

  static SimulatedTally of(Map<Policy, SimulatedTally> tallies, Policy policy) {
    return Objects.requireNonNull(tallies.get(policy));
  }

  void read(int node, double took, double ideal, boolean moved) {
    reads[node]++;
    millis += took;
    idealMillis += ideal;
    moves += moved ? 1 : 0;
    total++;
  }

  /** The sum of round trips by that of the nearest nodes' that were up. */
  double distance() {
    return millis / idealMillis;
  }

  double meanMillis() {
    return millis / total;
  }

  /** The mean of the round trip to the nearest node. */
  double idealMeanMillis() {
    return idealMillis / total;
  }

  /** How often a connection went to another node, in a minute. */
  double movesInAMinute() {
    double minutes = total * (SimulatedApplication.STEP_NANOS / 60e9);
    return moves / minutes;
  }

  long readsAt(int node) {
    return reads[node];
  }

  /** The coefficient of variation of the load among replicas of one region, the mean of all. */
  double spread() {
    double sum = 0;
    for (int region = 0; region < SimulatedNetwork.REGIONS; region++) {
      int of = region;
      sum +=
          variation(
              IntStream.range(1, SimulatedNetwork.NODES)
                  .filter(node -> SimulatedNetwork.regionOf(node) == of)
                  .mapToDouble(node -> reads[node])
                  .toArray());
    }
    return sum / SimulatedNetwork.REGIONS;
  }

  private static double variation(double[] loads) {
    double mean = Arrays.stream(loads).average().orElseThrow();
    double squares = Arrays.stream(loads).map(load -> (load - mean) * (load - mean)).sum();
    return mean == 0 ? 0 : Math.sqrt(squares / loads.length) / mean;
  }
}
