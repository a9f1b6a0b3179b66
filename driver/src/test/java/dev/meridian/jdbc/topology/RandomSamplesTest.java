package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.topology.NodeSample.Identity;
import dev.meridian.jdbc.topology.NodeSample.Slot;
import dev.meridian.jdbc.topology.NodeSample.Subscription;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever nodes answer, with any part missing that a server may leave out: there is a picture of
 * it, and it has a primary only if one takes writes.
 */
class RandomSamplesTest {

  private static final int NODES = 4;
  private static final int NEWS = 5_000;

  private Random random = new Random(0);

  private <T> @Nullable T maybe(T value) {
    return random.nextInt(4) == 0 ? null : value;
  }

  private Lsn lsn() {
    return new Lsn(random.nextInt(2_000));
  }

  private String name() {
    return "s" + random.nextInt(3);
  }

  private Subscription subscription() {
    return new Subscription(
        name(),
        maybe(name()),
        random.nextBoolean(),
        maybe(random.nextInt(3)),
        maybe(lsn()),
        maybe(lsn()),
        maybe(lsn()),
        maybe(lsn()));
  }

  private Slot slot() {
    return new Slot(name(), maybe(Samples.DATABASE), random.nextBoolean(), maybe(lsn()));
  }

  private NodeSample sample() {
    long now = System.nanoTime();
    boolean inRecovery = random.nextInt(3) == 0;
    return new NodeSample(
        now - random.nextInt(1_000),
        now,
        new Identity(random.nextInt(2), random.nextInt(2)),
        inRecovery,
        1 + random.nextInt(3),
        inRecovery ? null : lsn(),
        inRecovery ? null : lsn(),
        maybe(lsn()),
        maybe(lsn()),
        Stream.generate(this::subscription).limit(random.nextInt(3)).toList(),
        Stream.generate(this::slot).limit(random.nextInt(4)).toList(),
        name(),
        random.nextInt(10) == 0);
  }

  private Observation news(Observation before, @Nullable NodeSample primary) {
    SQLException silence = new SQLException("no answer", "08006");
    return switch (random.nextInt(8)) {
      case 0 -> before.lost(silence);
      case 1 -> before.missed(silence);
      default -> before.answered(sample(), random.nextInt(4) == 0 ? null : primary);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void makeAPicture(long seed) throws SQLException {
    random = new Random(seed);
    List<Node> nodes = IntStream.range(0, NODES).mapToObj(i -> Samples.node(i, null)).toList();
    Target target =
        new Target(nodes, Samples.DATABASE, new Properties(), Settings.of(Map.of(), false), null);
    try (TopologyMonitor monitor = new TopologyMonitor(target, new NodeConnector(target))) {
      Observation[] known = nodes.stream().map(Observation::none).toArray(Observation[]::new);
      for (int i = 0; i < NEWS; i++) {
        int node = random.nextInt(NODES);
        NodeState primary = monitor.topology().primary();
        known[node] =
            monitor.observed(
                news(known[node], primary == null ? null : primary.sample()), System.nanoTime());
        NodeState now = monitor.topology().primary();
        assertThat(now == null || now.sample() == null || !now.sample().inRecovery()).isTrue();
      }
    }
  }
}
