package dev.meridian.jdbc.topology;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the objects in the database: the primary's catalogue, and for each subscriber
 * what it holds whole. Immutable, replaced whole.
 *
 * @param subscribers by the node's index
 * @param confirmedNanos {@link System#nanoTime} before both sides were read the last time: what had
 *     been defined by then is in {@code subscribers}; null if they were not
 */
public record Catalogues(
    Catalogue primary,
    Map<Integer, SubscriberRelations> subscribers,
    @Nullable Long confirmedNanos) {

  /** Nothing read yet. */
  public static final Catalogues UNREAD = new Catalogues(Catalogue.UNREAD, Map.of(), null);

  /** What the node holds, if it is a subscriber. */
  public SubscriberRelations relationsOf(int node) {
    return subscribers.getOrDefault(node, SubscriberRelations.NONE);
  }

  /** Whether what subscribers hold takes in every definition made before an instant. */
  public boolean isConfirmedSince(long nanos) {
    return confirmedNanos != null && confirmedNanos - nanos >= 0;
  }
}
