package dev.meridian.examples.lab;

import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Route;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one shop on one data source. A read is one statement, from its execution
 * until its last row was read; the commit of a read-only transaction is not part of it. A write is
 * one transaction, from its first statement until its commit has returned. Not threadsafe.
 */
final class Ledger implements Journal {

  private final List<Long> reads = new ArrayList<>();
  private final List<Long> writes = new ArrayList<>();
  private final Map<String, Integer> servedBy = new TreeMap<>();
  private final Map<String, Integer> reasons = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private int staleReads;

  /** Forgets the warm-up's times and routes; faults stay. */
  void beginMeasuring() {
    reads.clear();
    writes.clear();
    servedBy.clear();
    reasons.clear();
  }

  @Override
  public void read(Connection connection, long nanos) throws SQLException {
    reads.add(nanos);
    Route route = route(connection);
    if (route != null) {
      servedBy.merge(String.valueOf(route.region()), 1, Integer::sum);
      reasons.merge(route.reason().toString(), 1, Integer::sum);
    }
  }

  @Override
  public void wrote(Connection connection) throws SQLException {
    Route route = route(connection);
    if (route != null && route.role() != Role.PRIMARY) {
      faults.add("a write went to " + route);
    }
  }

  @Override
  public void committed(long nanos) {
    writes.add(nanos);
  }

  @Override
  public void stale(String what) {
    staleReads++;
    faults.add("not seen by the reader that had written it: " + what);
  }

  private static @Nullable Route route(Connection connection) throws SQLException {
    return connection.isWrapperFor(MeridianConnection.class)
        ? connection.unwrap(MeridianConnection.class).lastRoute()
        : null;
  }

  Quantiles reads() {
    return new Quantiles(reads);
  }

  Quantiles writes() {
    return new Quantiles(writes);
  }

  Map<String, Integer> servedBy() {
    return servedBy;
  }

  Map<String, Integer> reasons() {
    return reasons;
  }

  int staleReads() {
    return staleReads;
  }

  /** What may never happen and did. */
  List<String> faults() {
    return faults;
  }
}
