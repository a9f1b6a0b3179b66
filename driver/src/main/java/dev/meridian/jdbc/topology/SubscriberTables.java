package dev.meridian.jdbc.topology;

import java.util.Map;
import java.util.Set;

/**
 * The tables of which one subscriber holds the primary's whole content with the same definition,
 * privileges and readiness, so that a plain read of them gives the primary's own answer. Immutable.
 *
 * @param columns by unqualified table name (unique among all schemas on both sides), its column
 *     names
 * @param everyUserTable whether every ordinary or partitioned user table of the primary is among
 *     them and the primary has no other user relation to read from (views, materialized views,
 *     foreign tables)
 */
public record SubscriberTables(Map<String, Set<String>> columns, boolean everyUserTable) {

  /** Holds nothing: what is assumed until the catalogues were compared. */
  public static final SubscriberTables NONE = new SubscriberTables(Map.of(), false);
}
