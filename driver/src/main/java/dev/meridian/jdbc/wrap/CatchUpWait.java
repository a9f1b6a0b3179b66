package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.routing.CatchUpBook;
import dev.meridian.jdbc.routing.Decision;
import dev.meridian.jdbc.routing.Floor;
import dev.meridian.jdbc.routing.Gathering;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.topology.CatalogueWatch;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import dev.meridian.jdbc.topology.TopologyMonitor;

/** The waiting of reads for a replica that is behind what their session has seen. Threadsafe. */
final class CatchUpWait {

  private final TopologyMonitor monitor;
  private final CatalogueWatch catalogues;
  private final CatchUpBook book = new CatchUpBook();

  CatchUpWait(TopologyMonitor monitor, CatalogueWatch catalogues) {
    this.monitor = monitor;
    this.catalogues = catalogues;
  }

  /** How long waits took of late. */
  CatchUpBook book() {
    return book;
  }

  /**
   * Waits until a replica can serve a session: it has reached what that saw elsewhere, and for a
   * subscriber definitions were compared since the session saw some. The one place where reads
   * wait.
   *
   * @return whether it can, within {@code timeoutNanos}
   */
  boolean awaitReached(NodeState replica, Floor floor, long timeoutNanos)
      throws InterruptedException {
    if (replica.role() != Role.SUBSCRIBER) {
      return monitor.awaitReached(replica.node(), floor::position, timeoutNanos);
    }
    if (floor.definedSinceNanos() == SeenState.NOTHING) {
      return monitor.awaitReached(replica.node(), floor::position, timeoutNanos)
          && catalogues.current().isConfirmedSince(SeenState.NOTHING);
    }
    long began = System.nanoTime();
    catalogues.want(floor.definedSinceNanos());
    return monitor.awaitReached(replica.node(), floor::position, timeoutNanos)
        && catalogues.awaitConfirmed(
            floor.definedSinceNanos(), timeoutNanos - (System.nanoTime() - began));
  }

  /**
   * How long a read may wait there, in nanoseconds. Who must have definitions compared may wait for
   * the comparison that is under way and for the next one: who goes elsewhere instead sees
   * definitions there, which are to be compared in turn, and would never come back.
   */
  long worthwhileNanos(
      Decision decision, NodeState replica, Floor floor, Topology topology, Gathering gathering) {
    long nanos =
        book.worthwhileNanos(
            replica,
            decision.otherwise(),
            decision.ranked(),
            floor.position(topology) != null,
            topology,
            gathering,
            System.nanoTime());
    return nanos == 0 || floor.definedSinceNanos() == SeenState.NOTHING
        ? nanos
        : Math.max(nanos, 2 * catalogues.comparisonNanos());
  }
}
