package dev.meridian.jdbc.routing;

/** How many statements this JVM has in flight at each node. Implementations are threadsafe. */
@FunctionalInterface
public interface Pending {

  /** None anywhere. */
  Pending NONE = node -> 0;

  /** How many at a node, by its index. */
  int at(int node);
}
