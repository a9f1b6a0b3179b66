package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.topology.Catalogues;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.SubscriberTables;
import java.util.Set;

/**
 * What a read needs of the node that serves it: that it can give the primary's own answer.
 * Immutable.
 *
 * @param verdict the statement's
 * @param opensTransaction whether further statements will follow on the same node, of which nothing
 *     is known yet
 */
public record ReadNeed(Verdict verdict, boolean opensTransaction) {

  /** Whether this replica can give the primary's own answer, once it is fresh enough. */
  public boolean isAnsweredBy(NodeState replica, Catalogues catalogues) {
    return switch (replica.role()) {
      case STANDBY -> verdict.reach() != Reach.PRIMARY;
      case SUBSCRIBER ->
          verdict.reach() == Reach.SUBSCRIBER && holds(catalogues.tablesOf(replica.node().index()));
      case PRIMARY, UNKNOWN -> false;
    };
  }

  private boolean holds(SubscriberTables tables) {
    if (opensTransaction && !tables.everyUserTable()) {
      return false;
    }
    if (!tables.columns().keySet().containsAll(verdict.relations())) {
      return false;
    }
    for (String column : verdict.columns()) {
      if (!isColumn(column, tables)) {
        return false;
      }
    }
    return true;
  }

  private boolean isColumn(String name, SubscriberTables tables) {
    for (String relation : verdict.relations()) {
      if (tables.columns().getOrDefault(relation, Set.of()).contains(name)) {
        return true;
      }
    }
    return false;
  }
}
