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
 * @param role who reads
 * @param closedSchemas the schemas that the role may not use
 * @param relations every relation of users, subscribed or not
 */
public record SubscribedTables(
    Map<String, String> environment,
    Set<String> temporaryNames,
    Map<String, Subscription> subscriptions,
    String role,
    Set<String> closedSchemas,
    List<Relation> relations) {

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
   * One relation.
   *
   * @param states by subscription that names it, how far its copy is ({@code r}: ready)
   */
  record Relation(RelationSignature signature, Map<String, String> states) {}
}
