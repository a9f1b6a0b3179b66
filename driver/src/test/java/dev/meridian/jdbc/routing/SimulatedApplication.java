package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.topology.Measured;
import dev.meridian.jdbc.topology.Replicas;
import dev.meridian.jdbc.topology.Topology;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One instance of an application: its probes of every node, and some connections that read once a
 * step. Each connection is given back after a while, and another one begins. Not threadsafe.
 */
final class SimulatedApplication {

  /** How a connection comes to its node. */
  enum Policy {
    /** By the router. */
    MERIDIAN,
    /** The replica with the lowest smoothed round trip, for each read. */
    NEAREST,
    /** Any replica that is up; the connection stays there. */
    UNIFORM
  }

  static final long MILLI = 1_000_000;
  static final long STEP_NANOS = 500 * MILLI;
  static final int CONNECTIONS = 4;

  private static final int LIFE_STEPS = 120;
  // How many of the other connections have a statement under way when one begins.
  private static final double BUSY = 0.3;

  private final Random random;
  private final double jitter;
  private final double[] trueMillis;
  private final Measured[] measured = new Measured[SimulatedNetwork.NODES];
  private final long[] steadySince = new long[SimulatedNetwork.NODES];
  private final boolean[] up = new boolean[SimulatedNetwork.NODES];
  private final Router router = Reader.router("", this::pending);
  private final Reader[] readers = new Reader[CONNECTIONS];
  private final int[] uniform = new int[CONNECTIONS];
  private final int[] nearest = new int[CONNECTIONS];
  private final int[] stepsLeft = new int[CONNECTIONS];
  private final boolean[] busy = new boolean[CONNECTIONS];

  SimulatedApplication(double[] trueMillis, double jitter, long seed) {
    this.trueMillis = trueMillis;
    this.jitter = jitter;
    this.random = new Random(seed);
    for (int i = 0; i < measured.length; i++) {
      measured[i] = new Measured();
      steadySince[i] = Replicas.BEGIN;
    }
    Arrays.fill(up, true);
    Arrays.fill(uniform, -1);
    Arrays.fill(nearest, -1);
    for (int i = 0; i < CONNECTIONS; i++) {
      begin(i);
      stepsLeft[i] = random.nextInt(LIFE_STEPS);
    }
  }

  private int pending(int node) {
    int pending = 0;
    for (int i = 0; i < CONNECTIONS; i++) {
      pending += busy[i] && readers[i].last == node ? 1 : 0;
    }
    return pending;
  }

  private void begin(int connection) {
    readers[connection] = new Reader(router, random.nextInt());
    uniform[connection] = -1;
    nearest[connection] = -1;
    stepsLeft[connection] = LIFE_STEPS;
  }

  /** Asks every node, reads once on each connection by each policy, and counts that. */
  void step(long now, boolean[] isUp, List<Map<Policy, SimulatedTally>> tallies) {
    for (int i = 0; i < measured.length; i++) {
      probe(i, now, isUp[i]);
    }
    Topology topology = picture(now).topology();
    int ideal = nearest(i -> trueMillis[i]);
    int measuredNearest = nearest(i -> measured[i].nanos());
    for (int i = 0; i < CONNECTIONS; i++) {
      if (--stepsLeft[i] < 0) {
        begin(i);
      }
      for (int k = 0; k < CONNECTIONS; k++) {
        busy[k] = k != i && random.nextDouble() < BUSY;
      }
      int before = readers[i].last;
      count(Policy.MERIDIAN, tallies, before, readers[i].read(topology, now), ideal);
      count(Policy.NEAREST, tallies, nearest[i], measuredNearest, ideal);
      nearest[i] = measuredNearest;
      int used = uniform[i];
      while (uniform[i] < 0 || !up[uniform[i]]) {
        uniform[i] = 1 + random.nextInt(SimulatedNetwork.NODES - 1);
      }
      count(Policy.UNIFORM, tallies, used, uniform[i], ideal);
    }
  }

  private void count(
      Policy policy, List<Map<Policy, SimulatedTally>> tallies, int before, int node, int ideal) {
    for (Map<Policy, SimulatedTally> each : tallies) {
      SimulatedTally.of(each, policy)
          .read(node, trueMillis[node], trueMillis[ideal], before >= 0 && before != node);
    }
  }

  private void probe(int node, long now, boolean answers) {
    if (answers && !up[node]) {
      steadySince[node] = now;
      measured[node] = new Measured();
    }
    up[node] = answers;
    if (answers) {
      double factor = 1 + jitter * (2 * random.nextDouble() - 1);
      measured[node].probe((long) (trueMillis[node] * factor * MILLI), now);
    }
  }

  private Replicas picture(long now) {
    Replicas picture = new Replicas(now, measured[0].nanos(), null);
    for (int i = 1; i < measured.length; i++) {
      boolean isUp = up[i];
      long since = steadySince[i];
      picture.with(measured[i].nanos(), null).change(i, node -> node.up(isUp).since(since));
    }
    return picture;
  }

  /** What tells how far a node is. */
  private interface Distance {
    double of(int node);
  }

  private int nearest(Distance distance) {
    int found = -1;
    for (int i = 1; i < measured.length; i++) {
      if (up[i] && (found < 0 || distance.of(i) < distance.of(found))) {
        found = i;
      }
    }
    return found;
  }
}
