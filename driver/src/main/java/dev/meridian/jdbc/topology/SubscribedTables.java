package dev.meridian.jdbc.topology;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber subscribes to, and in which circumstances it is read. Immutable.
 *
 * @param environment as in {@link PublishedTables}
 * @param temporaryNames names of temporary relations of any session
 * @param subscriptions those of this database, by name
 * @param tables every table that a subscription of this database names
 */
public record SubscribedTables(
    Map<String, String> environment,
    Set<String> temporaryNames,
    Map<String, Subscription> subscriptions,
    List<Table> tables) {

  /**
   * One subscription.
   *
   * @param slot its replication slot on the publisher, or null
   * @param publications the names of those that it asked for
   * @param fromAnyOrigin whether it takes also what the publisher itself received by replication
   * @param lossy why some of its changes are known to be missing or overwritten, or null
   */
  record Subscription(
      boolean enabled,
      @Nullable String slot,
      Set<String> publications,
      boolean fromAnyOrigin,
      @Nullable String lossy) {}

  /**
   * One subscribed table.
   *
   * @param states by subscription that names it, how far its copy is ({@code r}: ready)
   */
  record Table(TableSignature signature, Map<String, String> states) {}
}
