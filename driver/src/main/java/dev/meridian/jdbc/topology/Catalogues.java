package dev.meridian.jdbc.topology;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the objects in the database: the primary's catalogue, and for each subscriber
 * what it holds whole. Immutable, replaced whole.
 *
 * @param subscribers by the node's id
 * @param confirmedNanos {@link System#nanoTime} before both sides were read the last time: what had
 *     been defined by then is in {@code subscribers}; null if they were not
 * @param definitions tells the primary's definitions that were read then from all others ({@link
 *     PublishedTablesReader#fingerprintQuery}), or null if that is not known
 */
public record Catalogues(
    Catalogue primary,
    Map<Integer, SubscriberRelations> subscribers,
    @Nullable Long confirmedNanos,
    @Nullable String definitions) {

  /** Nothing read yet. */
  public static final Catalogues UNREAD = new Catalogues(Catalogue.UNREAD, Map.of(), null, null);

  /**
   * What the node holds, if it is a subscriber. Nothing, if what it subscribes to has changed since
   * that was read: its position says nothing of a table that was left out.
   */
  public SubscriberRelations relationsOf(NodeState node) {
    SubscriberRelations held = subscribers.getOrDefault(node.node().id(), SubscriberRelations.NONE);
    NodeSample sample = node.sample();
    return sample != null && held.isOf(sample.copies()) ? held : SubscriberRelations.NONE;
  }

  /** Whether subscribers were compared with these definitions. */
  public boolean isOf(@Nullable String others) {
    return definitions != null && definitions.equals(others);
  }

  /**
   * Whether what subscribers hold takes in every definition made before an instant.
   *
   * @param nanos {@link System#nanoTime} then, or {@link Long#MIN_VALUE} for any time at all
   */
  public boolean isConfirmedSince(long nanos) {
    return confirmedNanos != null && (nanos == Long.MIN_VALUE || confirmedNanos - nanos >= 0);
  }
}
