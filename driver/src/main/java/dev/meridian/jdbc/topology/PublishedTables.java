package dev.meridian.jdbc.topology;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a primary publishes, and in which circumstances it is read. Immutable.
 *
 * @param environment what changes answers for the whole server, by name: encoding, default
 *     collation, settings
 * @param slots the names of this database's logical replication slots
 * @param receivesChanges whether this server is or was itself a subscriber of something
 * @param temporaryNames names of temporary relations of any session
 * @param publications what each publishes, by name
 * @param role who reads
 * @param closedSchemas the schemas that the role may not use
 * @param relations every relation of users, published or not
 */
public record PublishedTables(
    Map<String, String> environment,
    Set<String> slots,
    boolean receivesChanges,
    Set<String> temporaryNames,
    Map<String, Operations> publications,
    String role,
    Set<String> closedSchemas,
    List<Relation> relations) {

  /** Which operations a publication publishes. */
  record Operations(boolean insert, boolean update, boolean delete, boolean truncate) {
    static final Operations NONE = new Operations(false, false, false, false);

    Operations or(Operations other) {
      return new Operations(
          insert || other.insert,
          update || other.update,
          delete || other.delete,
          truncate || other.truncate);
    }

    boolean all() {
      return insert && update && delete && truncate;
    }
  }

  /**
   * One relation.
   *
   * @param publications the names of those that publish it, or a partitioned table above it
   * @param partial the names of those that publish not all of its rows or not all of its columns
   */
  record Relation(RelationSignature signature, Set<String> publications, Set<String> partial) {}
}
