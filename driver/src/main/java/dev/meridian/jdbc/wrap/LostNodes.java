package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives up connections to nodes that are lost, so that nobody waits for an answer for ever: a link
 * can fall silent without an end.
 *
 * <ol>
 *   <li>What is open on a server that has been gone for {@code abortAfter}, by its probe's word, is
 *       aborted. So is what is left of a run of the server that has ended.
 *   <li>A statement with a timeout of its own is aborted as soon as that has passed, if its server
 *       is gone by then: nobody is there to cancel it.
 *   <li>What runs on a server that answers is left alone, however long it takes.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
final class LostNodes {

  private static final System.Logger LOG = System.getLogger(LostNodes.class.getName());

  /** Since when a node is down, or has been running anew. */
  private record Since(int id, long incarnation, boolean up, long nanos) {}

  private final long abortAfterNanos;

  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock. Weak: whoever forgets to close a connection must not keep it for that.
  private final Set<Side> open = Collections.newSetFromMap(new WeakHashMap<>());
  private final Map<Integer, Since> since = new HashMap<>();

  LostNodes(Duration abortAfter) {
    abortAfterNanos = abortAfter.toNanos();
  }

  /** A connection is in use from now on. */
  void opened(Side side) {
    lock.lock();
    try {
      open.add(side);
    } finally {
      lock.unlock();
    }
  }

  /** A connection is in use no longer. */
  void closed(Side side) {
    lock.lock();
    try {
      open.remove(side);
    } finally {
      lock.unlock();
    }
  }

  /** Takes a new picture of the nodes. */
  void seen(Topology topology) {
    Map<Node, Integer> counts = new LinkedHashMap<>();
    for (Side side : toAbort(topology, System.nanoTime())) {
      counts.merge(side.node.node(), 1, Integer::sum);
      try {
        side.pg.abort(LostNodes::apart);
      } catch (SQLException e) {
        LOG.log(Level.TRACE, "a connection did not abort", e);
      }
    }
    counts.forEach(
        (node, count) ->
            LOG.log(
                Level.WARNING, "{0} is lost: {1} connections to it were given up", node, count));
  }

  /** Under TLS a close waits for a write that hangs, and a probe has other things to do. */
  private static void apart(Runnable abort) {
    Thread thread = new Thread(abort, "meridian-abort");
    thread.setDaemon(true);
    thread.start();
  }

  private List<Side> toAbort(Topology topology, long now) {
    List<Side> lost = new ArrayList<>();
    lock.lock();
    try {
      for (NodeState state : topology.nodes()) {
        Since before = since.get(state.node().index());
        if (before == null
            || before.id != state.node().id()
            || before.up != state.up()
            || before.incarnation != state.incarnation()) {
          since.put(
              state.node().index(),
              new Since(state.node().id(), state.incarnation(), state.up(), now));
        }
      }
      for (Side side : open) {
        if (isLost(side, now)) {
          lost.add(side);
        }
      }
      lost.forEach(open::remove);
    } finally {
      lock.unlock();
    }
    return lost;
  }

  private boolean isLost(Side side, long now) {
    Since node = since.get(side.node.node().index());
    if (node == null || node.id != side.node.node().id()) {
      // It was let go; what still runs there may end.
      return false;
    }
    if (node.up && node.incarnation == side.node.incarnation()) {
      return false;
    }
    return now - node.nanos >= abortAfterNanos || (!node.up && side.isOverdue(now));
  }
}
