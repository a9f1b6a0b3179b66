package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.topology.Catalogues;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.SearchPath;
import dev.meridian.jdbc.topology.SubscriberRelations;

/**
 * What a read needs of the node that serves it: that it can give the primary's own answer.
 * Immutable.
 *
 * @param verdict the statement's
 * @param opensTransaction whether further statements will follow on the same node, of which nothing
 *     is known yet
 * @param path where the connection looks for unqualified names
 */
public record ReadNeed(Verdict verdict, boolean opensTransaction, SearchPath path) {

  /** Whether this replica can give the primary's own answer, once it is fresh enough. */
  public boolean isAnsweredBy(NodeState replica, Catalogues catalogues) {
    return switch (replica.role()) {
      case STANDBY -> verdict.reach() != Reach.PRIMARY;
      case SUBSCRIBER ->
          verdict.reach() == Reach.SUBSCRIBER && isHeldBy(catalogues.relationsOf(replica));
      case PRIMARY, UNKNOWN -> false;
    };
  }

  private boolean isHeldBy(SubscriberRelations relations) {
    return (!opensTransaction || relations.everyUserTable())
        && relations.holds(verdict.use(), path);
  }
}
