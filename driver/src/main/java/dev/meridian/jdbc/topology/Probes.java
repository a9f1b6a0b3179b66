package dev.meridian.jdbc.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One {@link NodeProbe} a node, by the nodes' places; at a vacant place the probe that has ended.
 * Threadsafe, but for {@link #replace}, which is for one thread at a time.
 */
final class Probes {

  private final TopologyMonitor monitor;
  private final NodeConnector connector;
  private final Duration interval;
  private final List<NodeProbe> probes = new CopyOnWriteArrayList<>();
  private volatile boolean running;
  // Once true this is always true.
  private volatile boolean closed;

  Probes(TopologyMonitor monitor, NodeConnector connector, Duration interval) {
    this.monitor = monitor;
    this.connector = connector;
    this.interval = interval;
  }

  /** Sends them out, unless they were closed already. */
  void start() {
    if (closed) {
      return;
    }
    running = true;
    probes.forEach(NodeProbe::start);
    if (closed) {
      // A moment ago.
      close();
    }
  }

  boolean isRunning() {
    return running;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    running = false;
    probes.forEach(NodeProbe::close);
  }

  /**
   * Follows a change of the nodes.
   *
   * @return what is to be done about it where no lock is held
   */
  Runnable replace(Seating.Change change) {
    List<NodeProbe> ended = new ArrayList<>();
    List<NodeProbe> begun = new ArrayList<>();
    change.relabelled().forEach(node -> probes.get(node.index()).relabel(node));
    change.left().forEach(node -> ended.add(probes.get(node.index())));
    for (Node node : change.taken()) {
      NodeProbe probe = new NodeProbe(node, connector, monitor, interval);
      if (node.index() == probes.size()) {
        probes.add(probe);
      } else {
        probes.set(node.index(), probe);
      }
      begun.add(probe);
    }
    boolean starts = running;
    return () -> {
      ended.forEach(NodeProbe::close);
      if (starts) {
        begun.forEach(NodeProbe::start);
      }
      if (closed) {
        // They came a moment after the others had been closed.
        begun.forEach(NodeProbe::close);
      }
    };
  }

  /** Asks for an answer to a question that was or is sent at {@code sinceNanos} or later. */
  void want(Node node, long sinceNanos) {
    NodeProbe probe = probes.get(node.index());
    if (probe.id() == node.id()) {
      probe.want(sinceNanos);
    }
  }

  /** Has the node write a little WAL before its next question, if it is the primary. */
  void nudge(Node node) {
    NodeProbe probe = probes.get(node.index());
    if (probe.id() == node.id()) {
      probe.nudge();
    }
  }

  void wantAll(long sinceNanos) {
    probes.forEach(probe -> probe.want(sinceNanos));
  }
}
