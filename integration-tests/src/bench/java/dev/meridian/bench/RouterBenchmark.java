package dev.meridian.bench;

import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.routing.Decision;
import dev.meridian.jdbc.routing.ReadNeed;
import dev.meridian.jdbc.routing.Router;
import dev.meridian.jdbc.routing.StatementClassifier;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.topology.BenchWorld;
import dev.meridian.jdbc.topology.Catalogues;
import dev.meridian.jdbc.topology.SearchPath;
import dev.meridian.jdbc.topology.Topology;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The router's decision for a read, among nodes of which every second replica is a subscriber and
 * all have reached what the session wrote on the primary.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouterBenchmark {

  @Param({"2", "10", "50"})
  int nodes = 2;

  private final long nowNanos = System.nanoTime();
  private final Router router = new Router(settings());
  private final ReadNeed need =
      new ReadNeed(
          new StatementClassifier(Set.of(), Set.of(), 100)
              .classify(TextLength.SHORT.text(), true, BenchWorld.catalogue()),
          false,
          SearchPath.SERVERS_OWN);

  private Topology topology = BenchWorld.topology(nodes, nowNanos);
  private Catalogues catalogues = BenchWorld.catalogues(nodes, nowNanos);
  private SeenState seen = new SeenState(nodes);

  /** Builds the world, and lets the session write on the primary. */
  @Setup
  public void build() {
    topology = BenchWorld.topology(nodes, nowNanos);
    catalogues = BenchWorld.catalogues(nodes, nowNanos);
    seen = new SeenState(nodes);
    seen.saw(0, 100, nowNanos - 1);
    if (topology.nodes().get(0).equals(decide().node())) {
      throw new IllegalStateException("the read went home");
    }
  }

  /** One decision. */
  @Benchmark
  public Decision decide() {
    return router.read(topology, need, catalogues, seen, Consistency.SESSION, -1, 1, nowNanos);
  }

  private static Settings settings() {
    try {
      return Settings.of(Map.of(), false);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
