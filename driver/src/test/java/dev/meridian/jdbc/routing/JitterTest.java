package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.topology.Measured;
import dev.meridian.jdbc.topology.Replicas;
import dev.meridian.jdbc.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A connection whose nodes are probed every 500 ms over ways that jitter by 30 %: it does not
 * change its node for that, and follows what really changes.
 */
class JitterTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final long INTERVAL = 500 * MILLI;
  private static final long STEP = 50 * MILLI;

  /** What keeps a connection where it is; each is taken away once. */
  private enum Guard {
    ALL,
    NO_HYSTERESIS,
    NO_SMOOTHING
  }

  /** One connection, and the probes of its nodes. */
  private static final class Run {

    final Random random;
    final Guard guard;
    final double[] trueMillis;
    final Measured[] measured;
    final long[] nextProbe;
    final long[] lastAnswer;
    final Reader reader;
    final int spikeEvery;
    long now = Replicas.BEGIN + 3_600 * SECOND;

    Run(long seed, Guard guard, int spikeEvery, double... trueMillis) {
      this.random = new Random(seed);
      this.guard = guard;
      this.spikeEvery = spikeEvery;
      this.trueMillis = trueMillis;
      this.measured = new Measured[trueMillis.length];
      this.nextProbe = new long[trueMillis.length];
      this.lastAnswer = new long[trueMillis.length];
      this.reader = new Reader(Reader.router(), random.nextInt());
      for (int i = 0; i < trueMillis.length; i++) {
        measured[i] = new Measured();
        nextProbe[i] = now + random.nextLong(INTERVAL);
      }
    }

    /** Probes and reads for so long; tells after how long the connection was at a node for good. */
    long run(long nanos, int awaited) {
      long began = now;
      long arrived = 0;
      while (now - began < nanos) {
        now += STEP;
        boolean answered = true;
        for (int i = 0; i < measured.length; i++) {
          while (nextProbe[i] - now <= 0) {
            probe(i);
          }
          answered &= lastAnswer[i] > 0;
        }
        if (answered) {
          boolean there = read() == awaited + 1;
          arrived = there ? arrived == 0 ? now - began : arrived : 0;
        }
      }
      return arrived == 0 ? Long.MAX_VALUE : arrived;
    }

    private void probe(int node) {
      double factor = 0.7 + 0.6 * random.nextDouble();
      boolean spike = spikeEvery > 0 && random.nextInt(spikeEvery) == 0;
      long took = (long) (trueMillis[node] * factor * (spike ? 20 : 1) * MILLI);
      measured[node].probe(took, nextProbe[node]);
      lastAnswer[node] = took;
      // The next question after the answer, give or take a tenth.
      nextProbe[node] += took + (long) (INTERVAL * (0.9 + 0.2 * random.nextDouble()));
    }

    private int read() {
      Replicas world = new Replicas(now, 900 * MILLI, null);
      for (int i = 0; i < measured.length; i++) {
        world.with(guard == Guard.NO_SMOOTHING ? lastAnswer[i] : measured[i].nanos(), null);
      }
      Topology topology = world.topology();
      if (guard == Guard.NO_HYSTERESIS && reader.last > 0) {
        int before = reader.last;
        reader.last = -1;
        int after = reader.read(topology, now);
        reader.changes += after == before ? 0 : 1;
        return after;
      }
      return reader.read(topology, now);
    }
  }

  private static int mostChangesInAMinute(Guard guard, int runs, int spikeEvery) {
    int most = 0;
    for (int seed = 0; seed < runs; seed++) {
      Random random = new Random(seed);
      double millis = 1 + 149 * random.nextDouble();
      Run run = new Run(seed, guard, spikeEvery, millis, millis, millis);
      run.run(5 * SECOND, 0);
      for (int minute = 0; minute < 5; minute++) {
        run.reader.changes = 0;
        run.run(60 * SECOND, 0);
        most = Math.max(most, run.reader.changes);
      }
    }
    return most;
  }

  @Test
  void aTieThatJittersBy30PercentMovesNobodyMoreThanOnceAMinute() {
    assertThat(mostChangesInAMinute(Guard.ALL, 100, 0)).isLessThanOrEqualTo(1);
  }

  @Test
  void norDoOneInAHundredAnswersThatTakeTwentyTimesAsLong() {
    assertThat(mostChangesInAMinute(Guard.ALL, 100, 100)).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(value = Guard.class, mode = EnumSource.Mode.EXCLUDE, names = "ALL")
  void withoutAGuardItWouldFlap(Guard guard) {
    assertThat(mostChangesInAMinute(guard, 20, 0)).isGreaterThan(1);
  }

  @Test
  void aRealChangeIsFollowedWithin5SecondsByOneMove() {
    int followed = 0;
    List<Long> took = new ArrayList<>();
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      double near = 1 + 99 * random.nextDouble();
      double far = near * (3 + 17 * random.nextDouble());
      double middle = near * (1.9 + 0.2 * random.nextDouble());
      boolean rises = random.nextBoolean();
      // The near one gets farther than the middle one, or one that was far the nearest of all.
      Run run =
          rises
              ? new Run(seed, Guard.ALL, 0, near, middle, far)
              : new Run(seed, Guard.ALL, 0, far, middle, middle * 3);
      run.run(10 * SECOND, 0);
      int before = run.reader.last;
      run.reader.changes = 0;
      int target = rises ? 1 : 0;
      run.trueMillis[0] = rises ? middle * 3 : near / 2;
      took.add(run.run(20 * SECOND, target));
      assertThat(run.reader.changes).as("seed %d", seed).isEqualTo(1);
      assertThat(took.get(took.size() - 1)).as("seed %d", seed).isLessThanOrEqualTo(5 * SECOND);
      followed += before == target + 1 ? 0 : 1;
    }
    assertThat(followed).isEqualTo(1_000);
  }
}
