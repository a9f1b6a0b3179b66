package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.PublishedTables.Operations;
import dev.meridian.jdbc.topology.SubscribedTables.Subscription;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether replication carries the whole content of a table: exactly one subscription names
 * it, enabled, from this primary, missing nothing, and with its copy ready; and the publications of
 * that subscription publish every operation on it, every row and every column. Immutable.
 */
final class WholeCopies {

  private final PublishedTables published;
  private final SubscribedTables subscribed;

  WholeCopies(PublishedTables published, SubscribedTables subscribed) {
    this.published = published;
    this.subscribed = subscribed;
  }

  /** What is found against it, or null. */
  @Nullable String objection(PublishedTables.Relation table, SubscribedTables.Relation copy) {
    if (copy.states().isEmpty()) {
      return "no subscription names it";
    }
    if (copy.states().size() != 1) {
      return copy.states().size() + " subscriptions name it: " + copy.states().keySet();
    }
    Map.Entry<String, String> only = copy.states().entrySet().iterator().next();
    String name = only.getKey();
    Subscription subscription = subscribed.subscriptions().get(name);
    if (subscription == null
        || subscription.slot() == null
        || !published.slots().contains(subscription.slot())) {
      return "subscription " + name + " does not replicate from this primary";
    }
    if (!subscription.enabled()) {
      return "subscription " + name + " is not enabled";
    }
    if (subscription.lossy() != null) {
      return "subscription " + name + " " + subscription.lossy();
    }
    if (!subscription.fromAnyOrigin() && published.receivesChanges()) {
      return "subscription " + name + " leaves out what the primary received by replication";
    }
    if (!only.getValue().equals("r")) {
      return "its copy is in state " + only.getValue() + ", not r";
    }
    return publicationObjection(table, subscription.publications());
  }

  private @Nullable String publicationObjection(PublishedTables.Relation table, Set<String> asked) {
    Operations operations = Operations.NONE;
    for (String publication : table.publications()) {
      if (!asked.contains(publication)) {
        continue;
      }
      if (table.partial().contains(publication)) {
        return "publication " + publication + " has a row filter or a column list for it";
      }
      operations =
          operations.or(
              Objects.requireNonNullElse(
                  published.publications().get(publication), Operations.NONE));
    }
    return operations.all() ? null : "of its operations, only these are published: " + operations;
  }
}
