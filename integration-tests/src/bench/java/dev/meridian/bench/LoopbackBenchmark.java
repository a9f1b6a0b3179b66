package dev.meridian.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.jdbc.MeridianDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Twins on PostgreSQL servers of this machine: HikariCP over pgjdbc, and Meridian's own source. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LoopbackBenchmark {

  private final HikariDataSource raw;
  private final MeridianDataSource wrapped;
  private final Connection rawConnection;
  private final Connection wrappedConnection;

  /** Opens one connection of each. */
  public LoopbackBenchmark() {
    try {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(Servers.pgjdbcUrl());
      raw = new HikariDataSource(config);
      wrapped = MeridianDataSource.builder().url(Servers.meridianUrl()).build();
      rawConnection = raw.getConnection();
      wrappedConnection = wrapped.getConnection();
      Reads.awaitRouted(wrappedConnection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends all. */
  @TearDown
  public void close() throws SQLException {
    rawConnection.close();
    wrappedConnection.close();
    raw.close();
    wrapped.close();
  }

  @Benchmark
  public long rawRead() throws SQLException {
    return Reads.one(rawConnection);
  }

  @Benchmark
  public long wrappedRead() throws SQLException {
    return Reads.one(wrappedConnection);
  }

  @Benchmark
  public void rawBorrow() throws SQLException {
    raw.getConnection().close();
  }

  @Benchmark
  public void wrappedBorrow() throws SQLException {
    wrapped.getConnection().close();
  }

  /** Borrows a connection for one read. */
  @Benchmark
  public long rawBorrowAndRead() throws SQLException {
    try (Connection connection = raw.getConnection()) {
      return Reads.one(connection);
    }
  }

  /** Borrows a connection for one read. */
  @Benchmark
  public long wrappedBorrowAndRead() throws SQLException {
    try (Connection connection = wrapped.getConnection()) {
      return Reads.one(connection);
    }
  }
}
