package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.routing.Decision;
import dev.meridian.jdbc.routing.Gathering;
import dev.meridian.jdbc.routing.ReadNeed;
import dev.meridian.jdbc.topology.NodeState;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which node one connection reads from: asks the router, and stays where it was. Not threadsafe.
 */
final class ReadChoice {

  private final World world;
  private final Sides sides;
  private final Logbook logbook;

  // Where chance decides for this connection, it decides by this.
  private final int ticket = ThreadLocalRandom.current().nextInt();
  // The primary's index while reads go there for its being nearer, or -1.
  private int readerAtHome = -1;

  ReadChoice(World world, Sides sides, Logbook logbook) {
    this.world = world;
    this.sides = sides;
    this.logbook = logbook;
  }

  /** Where the session comes together that this thread reads in. */
  Gathering gathering() {
    return logbook.memory().gathering();
  }

  /** Where a read may go now, among the nodes that pass the gate. */
  Decision decide(ReadNeed need, Consistency consistency) {
    int used = readerAtHome < 0 ? sides.replicaNode() : readerAtHome;
    Decision own = decide(need, consistency, used);
    NodeState node = own.node();
    if (node == null || (node.isLiveReplica() && !own.mustWait())) {
      return own;
    }
    long now = System.nanoTime();
    int meeting = gathering().node(now);
    return meeting < 0 || meeting == node.node().index() || isHeldApart(used, meeting, now)
        ? own
        : decide(need, consistency, meeting);
  }

  /** Who has a place at a crowded node keeps it, and who has none there is not let in. */
  private boolean isHeldApart(int used, int meeting, long nowNanos) {
    return world.crowded().contains(used, nowNanos) || world.crowded().contains(meeting, nowNanos);
  }

  private Decision decide(ReadNeed need, Consistency consistency, int preferred) {
    Decision decision =
        world
            .router()
            .read(
                world.gate().inside(world.topology()),
                need,
                world.catalogues(),
                logbook.seen(),
                consistency,
                preferred,
                ticket,
                System.nanoTime());
    return world.gate().inside(decision);
  }

  /** A read goes there. Who reads on the primary for its being nearer does so for longer. */
  void reads(Decision decision) {
    NodeState node = decision.node();
    if (decision.reason() == RouteReason.NEAREST && node != null) {
      readerAtHome = node.isLiveReplica() ? -1 : node.node().index();
    }
  }
}
