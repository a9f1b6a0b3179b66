package dev.meridian.examples.lab;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.NodeKind;
import dev.meridian.testkit.RegionNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/**
 * Watches how far a region's replica is behind, straight on the servers and beside all links: every
 * {@value #TICK_MILLIS} ms the age of the newest position of the primary that the replica has
 * passed.
 */
final class LagMeter implements AutoCloseable {

  private static final int TICK_MILLIS = 20;

  private record Mark(long nanos, LogSequenceNumber position) {}

  private final List<Long> lags = new ArrayList<>();
  private final @Nullable Thread thread;
  private volatile boolean closed;

  LagMeter(MultiRegionPostgres world, String region) {
    RegionNode node =
        world.nodes().stream()
            .filter(each -> each.region().equals(region) && each.kind() != NodeKind.PRIMARY)
            .findFirst()
            .orElse(null);
    thread = node == null ? null : new Thread(() -> watch(world.primary(), node), "lag-" + region);
    if (thread != null) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void watch(RegionNode primary, RegionNode replica) {
    String question =
        replica.kind() == NodeKind.STANDBY
            ? "SELECT pg_last_wal_replay_lsn()"
            : "SELECT min(latest_end_lsn) FROM pg_stat_subscription WHERE worker_type = 'apply'";
    Deque<Mark> ahead = new ArrayDeque<>();
    try (Connection there = primary.connect();
        Connection here = replica.connect();
        Statement ask = there.createStatement();
        Statement look = here.createStatement()) {
      while (!closed) {
        ahead.add(new Mark(System.nanoTime(), position(ask, "SELECT pg_current_wal_flush_lsn()")));
        LogSequenceNumber reached = position(look, question);
        long now = System.nanoTime();
        while (ahead.size() > 1 && reached.compareTo(ahead.getFirst().position) >= 0) {
          ahead.removeFirst();
        }
        boolean current = reached.compareTo(ahead.getFirst().position) >= 0;
        lags.add(current ? 0 : now - ahead.getFirst().nanos);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the lag could not be measured", e);
    }
  }

  private static LogSequenceNumber position(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      String text = row.next() ? row.getString(1) : null;
      return text == null ? LogSequenceNumber.INVALID_LSN : LogSequenceNumber.valueOf(text);
    }
  }

  /** Stops, and tells what was seen. */
  Quantiles stop() {
    close();
    return new Quantiles(lags);
  }

  @Override
  public void close() {
    closed = true;
    if (thread == null) {
      return;
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
