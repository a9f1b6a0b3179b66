package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.topology.RelationUse;
import java.util.Set;

/**
 * What a statement does, as far as its text and the primary's catalogue tell. Immutable.
 *
 * @param kind what it does to the database and to the server session
 * @param reach the widest kind of node that can give the primary's own answer
 * @param use what stands where a relation does; and for a read that reaches a subscriber, the
 *     identifiers that must be columns of those relations there
 * @param because the word, function or rule that decided, for the log; never a literal's content
 * @param leavesState whether something may be left in the server session when the transaction has
 *     ended, whatever else the statement does
 */
public record Verdict(
    Kind kind, Reach reach, RelationUse use, String because, boolean leavesState) {

  private static final Set<String> DEFINITIONS =
      Set.of(
          "CREATE",
          "ALTER",
          "DROP",
          "GRANT",
          "REVOKE",
          "IMPORT",
          "REASSIGN",
          "SECURITY",
          "REFRESH");

  private static final Set<String> ROW_CHANGES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");

  private static final Set<String> CHANGES =
      Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE");

  // What may end transactions of its own.
  private static final Set<String> COMMITTING = Set.of("CALL", "DO", "JDBC escape");

  /** {@link #because} of a read that stays home for a name that {@code primaryOnly} lists. */
  public static final String PRIMARY_ONLY = "primaryOnly";

  /** Whether the setting {@code primaryOnly} alone keeps this read on the primary. */
  public boolean primaryOnly() {
    return because.equals(PRIMARY_ONLY);
  }

  /**
   * Whether it defines, changes, drops or grants objects, so that a catalogue read before is old.
   */
  public boolean changesObjects() {
    return kind == Kind.WRITE && DEFINITIONS.contains(because);
  }

  /** The same where a subscriber cannot be asked, for a role there may have other rights. */
  public Verdict withoutSubscriber() {
    return reach == Reach.SUBSCRIBER
        ? new Verdict(kind, Reach.STANDBY, use, because, leavesState)
        : this;
  }

  /** Whether it changes rows, and may stand in a transaction block. */
  public boolean changesRows() {
    return kind == Kind.WRITE && ROW_CHANGES.contains(because);
  }

  /** Whether every server refuses it in a read-only transaction before it does anything. */
  public boolean isRefusedWhenReadOnly() {
    return kind == Kind.WRITE && (CHANGES.contains(because) || DEFINITIONS.contains(because));
  }

  /** Whether nothing of it has happened where it fails: it can not commit a part of itself. */
  public boolean isAllOrNothing() {
    return kind == Kind.WRITE && !COMMITTING.contains(because);
  }

  /** What a statement does. */
  public enum Kind {
    /** Reads, and leaves nothing behind. */
    READ,
    /** Writes, locks, notifies, or calls something that may. */
    WRITE,
    /** Changes or depends on the state of the server session beyond a transaction. */
    SESSION,
    /** Begins, ends, or shapes a transaction, without asking for READ WRITE. */
    TRANSACTION,
    /** Not recognised. */
    UNKNOWN
  }

  /** Which kinds of node can answer, each including those before it. */
  public enum Reach {
    /** The primary alone. */
    PRIMARY,
    /** A physical standby too. */
    STANDBY,
    /** A logical subscriber too, if it holds whole all that is read. */
    SUBSCRIBER
  }
}
