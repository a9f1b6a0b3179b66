package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.routing.Floor;
import dev.meridian.jdbc.routing.ReadNeed;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.RelationUse;
import dev.meridian.jdbc.topology.RelationUse.Star;
import dev.meridian.jdbc.topology.SubscriberRelations;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets nothing be answered by a replica that the primary would answer otherwise, where the route is
 * not free to go elsewhere: inside a transaction, and once the answer is there. Not threadsafe.
 */
final class ReplicaGuard {

  private final World world;
  private final ConnectionState state;
  private final Logbook logbook;

  ReplicaGuard(World world, ConnectionState state, Logbook logbook) {
    this.world = world;
    this.state = state;
    this.logbook = logbook;
  }

  /**
   * Before a statement inside a transaction on a replica: waits until the replica has reached what
   * the session has seen, or all that there is now where {@link Consistency#STRONG} is asked for.
   *
   * @throws SQLException if it does not in time, or could not give the primary's answer
   */
  void requireAnswer(Side side, Verdict verdict, Work<?> work, Consistency consistency)
      throws SQLException {
    boolean strong = consistency == Consistency.STRONG && verdict.kind() == Kind.READ;
    if (HomeRules.asksForPrimary(work)) {
      throw Failures.notOnThisReplica(side.node, "a hint asks for the primary");
    }
    if (strong && state.isSnapshotKept()) {
      throw Failures.notOnThisReplica(
          side.node, "consistency strong, of which the transaction's snapshot may fall short");
    }
    if (!state.isSnapshotKept() && consistency.compareTo(Consistency.SESSION) <= 0) {
      long now = System.nanoTime();
      logbook.memory().later().await(world.settings().catchUpTimeout().toNanos(), work.waiting());
      awaitPosition(
          side.node,
          strong ? new Floor(now, null, null, now) : Floor.of(logbook.seen(), side.node),
          work.waiting());
    }
    if (work.primaryOnly() != null || !isAnswered(side, verdict, work.sql())) {
      throw Failures.notOnThisReplica(side.node, verdict.because());
    }
  }

  private boolean isAnswered(Side side, Verdict verdict, String sql) {
    return switch (verdict.kind()) {
      case READ ->
          new ReadNeed(verdict, false, state.searchPath())
              .isAnsweredBy(now(side), world.catalogues());
      case TRANSACTION -> true;
      // Of several statements the first might leave something behind before the refusal.
      case WRITE -> verdict.isRefusedWhenReadOnly() && sql.indexOf(';') < 0;
      case SESSION, UNKNOWN -> false;
    };
  }

  /** The side's node as it is seen now. */
  private NodeState now(Side side) {
    return world.topology().of(side.node.node());
  }

  private void awaitPosition(NodeState node, @Nullable Floor floor, StatementWait waiting)
      throws SQLException {
    long patience = world.settings().catchUpTimeout().toNanos();
    if (floor != null
        && !waiting.run(patience, nanos -> world.catchUp().awaitReached(node, floor, nanos))) {
      throw Failures.behindInTransaction(node, world.settings());
    }
  }

  /**
   * After a read on a subscriber.
   *
   * @throws SQLException if what {@code *} brought there is not what was compared
   */
  void requireComparedColumns(Side side, Verdict verdict, Work<?> work) throws SQLException {
    RelationUse use = verdict.use();
    if (side.node.role() != Role.SUBSCRIBER
        || use.star() == Star.NONE
        || use.relations().isEmpty()) {
      return;
    }
    List<String> labels = work.labels();
    SubscriberRelations held = world.catalogues().relationsOf(now(side));
    Set<String> compared = held.columns(use, state.searchPath());
    if (!labels.isEmpty() && !StarColumns.areExpected(labels, work.sql(), use, compared)) {
      throw Failures.otherColumns(side.node);
    }
  }
}
