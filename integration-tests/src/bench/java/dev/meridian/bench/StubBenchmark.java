package dev.meridian.bench;

import dev.meridian.jdbc.wrap.RoutedConnection;
import dev.meridian.jdbc.wrap.World;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Twins over physical connections that do nothing, so that only Meridian's own cost shows. The
 * topology and the catalogue are those of real servers, read in the background.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StubBenchmark {

  private final StubConnection raw = Stubs.create(StubConnection.class);
  private final PreparedStatement rawStatement = raw.prepareStatement(Reads.QUERY);
  private final World world;
  private final Connection wrapped;
  private final PreparedStatement wrappedStatement;
  private final ResultSet rawRows;
  private final ResultSet wrappedRows;

  /** Waits until a read goes where the router sends it. */
  public StubBenchmark() {
    try {
      world = new World(Servers.target());
      world.awaitReady();
      RoutedConnection routed =
          new RoutedConnection(world, world.begin(), new StubNodes(raw), () -> {});
      Reads.awaitRouted(routed);
      wrapped = routed;
      wrappedStatement = wrapped.prepareStatement(Reads.QUERY);
      rawRows = rawStatement.executeQuery();
      wrappedRows = wrappedStatement.executeQuery();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the probes. */
  @TearDown
  public void close() {
    world.close();
  }

  @Benchmark
  public long rawRead() throws SQLException {
    return Reads.one(raw);
  }

  @Benchmark
  public long wrappedRead() throws SQLException {
    return Reads.one(wrapped);
  }

  @Benchmark
  public void rawBindTen() throws SQLException {
    Reads.bindTen(rawStatement);
  }

  @Benchmark
  public void wrappedBindTen() throws SQLException {
    Reads.bindTen(wrappedStatement);
  }

  @Benchmark
  public long rawRow() throws SQLException {
    return Reads.row(rawRows);
  }

  @Benchmark
  public long wrappedRow() throws SQLException {
    return Reads.row(wrappedRows);
  }
}
