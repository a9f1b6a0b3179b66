package dev.meridian.testkit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The network between two places: a TCP relay on loopback in front of one server.
 *
 * <ol>
 *   <li>Bytes are stamped when they come in and let out one delay later, each way. Any amount can
 *       be under way at once: the delay does not limit the throughput, only {@link #throttle} does.
 *   <li>A real connect takes one round trip before the client may send. The kernel of the relay
 *       accepts at once, so the relay holds back what the client sends until one round trip after
 *       the accept, and the delay is added to that. The time until the first answer is that of a
 *       real network; the connect call alone returns too soon.
 *   <li>What one side closes or resets, the other sees, after the delay.
 *   <li>While the server behind it is down, the link refuses connects, as the server's own port
 *       would.
 *   <li>Faults last until {@link #restore()}; {@link #reset()} is over at once.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
public final class WanLink implements AutoCloseable {
  private final String name;
  private final int port;
  private final int targetPort;
  private final LinkPort listener;
  private final Map<Direction, Lane> lanes = new EnumMap<>(Direction.class);
  private final Relay relay;
  private final ReentrantLock lock = new ReentrantLock();

  /** The fields below are guarded by {@link #lock}. */
  private Duration usualRoundTrip;

  private LinkPort.Mode connects = LinkPort.Mode.ANSWER;
  private boolean targetUp = true;
  private boolean closed;

  /**
   * Opens a link to a port of 127.0.0.1.
   *
   * @param name for messages, as {@code eu-west-1 to us-east-1}
   * @param targetPort where the server listens
   * @param roundTrip half of it each way; what {@link #restore()} comes back to
   */
  public WanLink(String name, int targetPort, Duration roundTrip) {
    this.name = name;
    this.port = LoopbackPorts.next();
    this.targetPort = targetPort;
    this.usualRoundTrip = roundTrip;
    for (Direction direction : Direction.values()) {
      lanes.put(direction, new Lane());
    }
    this.relay = new Relay(targetPort, lanes);
    this.listener = new LinkPort(port, relay::connect);
    restore();
  }

  /** The port of 127.0.0.1 to connect to in place of the server's own. */
  public int port() {
    return port;
  }

  /** Sets the round trip, half of it each way, until {@link #restore()}. */
  public void roundTrip(Duration roundTrip) {
    for (Direction direction : Direction.values()) {
      delay(direction, roundTrip.dividedBy(2));
    }
  }

  /** The round trip as it is set now, without jitter. */
  public Duration roundTrip() {
    return relay.lane(Direction.TO_SERVER).delay().plus(relay.lane(Direction.TO_CLIENT).delay());
  }

  /** Sets the time that bytes travel in one direction. Bytes already under way keep theirs. */
  public void delay(Direction direction, Duration oneWay) {
    relay.lane(direction).delay(oneWay);
  }

  /**
   * Adds 0 to {@code atMost} to the delay, at random for each burst, in each direction; the order
   * is kept.
   */
  public void jitter(Duration atMost) {
    for (Direction direction : Direction.values()) {
      jitter(direction, atMost);
    }
  }

  /** As {@link #jitter(Duration)}, in one direction. */
  public void jitter(Direction direction, Duration atMost) {
    relay.lane(direction).jitter(atMost);
  }

  /**
   * Limits each direction to so many bytes a second, shared by all connections; zero lifts the
   * limit.
   */
  public void throttle(long bytesPerSecond) {
    for (Direction direction : Direction.values()) {
      throttle(direction, bytesPerSecond);
    }
  }

  /** As {@link #throttle(long)}, in one direction. */
  public void throttle(Direction direction, long bytesPerSecond) {
    relay.lane(direction).throttle(bytesPerSecond);
  }

  /**
   * Holds everything, both ways: connects are accepted, nothing passes, nothing is lost or reset.
   */
  public void stall() {
    for (Direction direction : Direction.values()) {
      stall(direction);
    }
  }

  /** As {@link #stall()}, in one direction. */
  public void stall(Direction direction) {
    relay.lane(direction).stall(true);
  }

  /** A black hole, both ways: see {@link #drop(Direction)}. */
  public void drop() {
    for (Direction direction : Direction.values()) {
      drop(direction);
    }
  }

  /**
   * Makes everything vanish silently in one direction, the end of a connection too; connects stay
   * unanswered, since either their SYN or its answer is lost. A connection that lost bytes delivers
   * nothing more in that direction after {@link #restore()} either.
   */
  public void drop(Direction direction) {
    relay.lane(direction).drop(true);
    applyConnectMode();
  }

  /** Resets (RST) every live connection on both sides, at once. New connects are not affected. */
  public void reset() {
    relay.reset();
  }

  /** Refuses new connects; live connections go on. */
  public void refuse() {
    setConnects(LinkPort.Mode.REFUSE);
  }

  /**
   * Leaves new connects without any answer, so that they run into their own timeout; live
   * connections go on.
   */
  public void leaveConnectUnanswered() {
    setConnects(LinkPort.Mode.IGNORE);
  }

  /** Back to the usual round trip, without faults. Held bytes arrive; counters stay. */
  public void restore() {
    lock.lock();
    try {
      roundTrip(usualRoundTrip);
    } finally {
      lock.unlock();
    }
    for (Lane lane : lanes.values()) {
      lane.jitter(Duration.ZERO);
      lane.throttle(0);
      lane.drop(false);
      lane.stall(false);
    }
    setConnects(LinkPort.Mode.ANSWER);
  }

  /** Connections accepted since the last {@link #resetCounters()}. */
  public long connections() {
    return relay.connections.sum();
  }

  /** Connections open now. */
  public int liveConnections() {
    return relay.liveConnections();
  }

  /** Bytes that came in for this direction, also those that were held or dropped. */
  public long bytes(Direction direction) {
    return relay.lane(direction).bytes.sum();
  }

  /**
   * Bytes in both directions since the last {@link #resetCounters()}, by the {@code
   * application_name} in the startup packet of their connection. Under the empty name what comes
   * before that packet, and of connections without one: such as cancel a statement, or speak TLS,
   * or say their name later, as pgjdbc does without {@code assumeMinServerVersion}.
   */
  public Map<String, Long> bytesByApplication() {
    return relay.bytesOf();
  }

  /**
   * Answered bursts: one is counted when bytes come from the server on a connection whose client
   * has sent some since the last time. What the client sends in one go, however many messages, is
   * one; the connect is none, nor is a message that nobody answers (a goodbye) or that nobody asked
   * for (a notification). A client that keeps sending while the server already answers is counted
   * more than once.
   */
  public long roundTrips() {
    return relay.roundTrips.sum();
  }

  /** Sets all counters to zero; live connections stay. */
  public void resetCounters() {
    relay.resetCounters();
  }

  /** Resets all connections and closes the port for good. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      listener.close();
    } finally {
      lock.unlock();
    }
    reset();
  }

  @Override
  public String toString() {
    return name + " (127.0.0.1:" + port + " to " + targetPort + ")";
  }

  /** Changes what {@link #restore()} comes back to, and comes back to it. */
  void usualRoundTrip(Duration roundTrip) {
    lock.lock();
    try {
      usualRoundTrip = roundTrip;
    } finally {
      lock.unlock();
    }
    restore();
  }

  void targetUp(boolean up) {
    lock.lock();
    try {
      targetUp = up;
      applyConnectMode();
    } finally {
      lock.unlock();
    }
  }

  private void setConnects(LinkPort.Mode mode) {
    lock.lock();
    try {
      connects = mode;
      applyConnectMode();
    } finally {
      lock.unlock();
    }
  }

  private void applyConnectMode() {
    lock.lock();
    try {
      if (!closed) {
        listener.mode(connectMode());
      }
    } finally {
      lock.unlock();
    }
  }

  private LinkPort.Mode connectMode() {
    if (lanes.values().stream().anyMatch(Lane::isDropping)) {
      return LinkPort.Mode.IGNORE;
    }
    if (connects != LinkPort.Mode.ANSWER) {
      return connects;
    }
    return targetUp ? LinkPort.Mode.ANSWER : LinkPort.Mode.REFUSE;
  }
}
