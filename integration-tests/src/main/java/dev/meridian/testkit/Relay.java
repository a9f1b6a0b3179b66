package dev.meridian.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The connections of one link, and what is counted about them.
 *
 * <p>This class is threadsafe.
 */
final class Relay {
  final LongAdder connections = new LongAdder();
  final LongAdder roundTrips = new LongAdder();

  private final Map<String, LongAdder> bytesOf = new ConcurrentHashMap<>();
  private final int targetPort;
  private final Map<Direction, Lane> lanes;
  private final Set<RelayedConnection> live = ConcurrentHashMap.newKeySet();

  Relay(int targetPort, Map<Direction, Lane> lanes) {
    this.targetPort = targetPort;
    this.lanes = lanes;
  }

  Lane lane(Direction direction) {
    return Objects.requireNonNull(lanes.get(direction));
  }

  void connect(Socket client) {
    connections.increment();
    Socket server = new Socket();
    try {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(LoopbackPorts.address(targetPort));
    } catch (IOException unreachable) {
      RelayedConnection.close(client, true);
      RelayedConnection.close(server, true);
      return;
    }
    long openAt = System.nanoTime() + roundTripNanos();
    RelayedConnection connection = new RelayedConnection(this, client, server, openAt);
    live.add(connection);
    connection.start();
  }

  void reset() {
    List.copyOf(live).forEach(RelayedConnection::breakOff);
  }

  int liveConnections() {
    return live.size();
  }

  void forget(RelayedConnection connection) {
    live.remove(connection);
  }

  /** Counts bytes of an application, in either direction. */
  void count(String application, int bytes) {
    bytesOf.computeIfAbsent(application, first -> new LongAdder()).add(bytes);
  }

  Map<String, Long> bytesOf() {
    Map<String, Long> all = new TreeMap<>();
    bytesOf.forEach((application, bytes) -> all.put(application, bytes.sum()));
    return all;
  }

  void resetCounters() {
    bytesOf.clear();
    connections.reset();
    roundTrips.reset();
    lanes.values().forEach(lane -> lane.bytes.reset());
  }

  private long roundTripNanos() {
    return lanes.values().stream().mapToLong(lane -> lane.delay().toNanos()).sum();
  }
}
