package dev.meridian.jdbc.topology;

import java.util.Map;

/**
 * What is known of the objects in the database: the primary's catalogue, and for each subscriber
 * what it holds whole. Immutable, replaced whole.
 *
 * @param subscribers by the node's index
 */
public record Catalogues(Catalogue primary, Map<Integer, SubscriberRelations> subscribers) {

  /** Nothing read yet. */
  public static final Catalogues UNREAD = new Catalogues(Catalogue.UNREAD, Map.of());

  /** What the node holds, if it is a subscriber. */
  public SubscriberRelations relationsOf(int node) {
    return subscribers.getOrDefault(node, SubscriberRelations.NONE);
  }
}
