package dev.meridian.testkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A subscription to one publication, with a slot of its own name on the publisher, whether it
 * exists already or not. Everything is done by the logins of the two databases, which must be those
 * of superusers.
 *
 * <p>This class is threadsafe: it keeps nothing but names.
 */
public final class Subscription {
  private static final Duration WORKER_ENDS_WITHIN = Duration.ofSeconds(30);

  private final Database subscriber;
  private final String name;
  private final Publication publication;

  public Subscription(Database subscriber, String name, Publication publication) {
    this.subscriber = subscriber;
    this.name = name;
    this.publication = publication;
  }

  public Database subscriber() {
    return subscriber;
  }

  public Database publisher() {
    return publication.publisher();
  }

  /** The subscription's name, and its slot's. */
  public String name() {
    return name;
  }

  public Publication publication() {
    return publication;
  }

  /**
   * {@code CREATE SUBSCRIPTION … WITH (copy_data = true)}; returns when the slot is there, and long
   * before the tables are copied. The subscriber must have the tables, empty.
   *
   * @param login the publisher as the subscriber reaches it, with the login of a {@link
   *     ReplicationRole}
   * @param options more of them, as {@code "streaming = on"}
   */
  public void create(Database login, String... options) throws SQLException {
    String more = options.length == 0 ? "" : ", " + String.join(", ", options);
    subscriber.execute(
        "CREATE SUBSCRIPTION %s CONNECTION %s PUBLICATION %s WITH (copy_data = true%s)"
            .formatted(sql(), Quoted.literal(login.connectionInfo(name)), publication.sql(), more));
  }

  /** The tables that it holds or is to hold, each with the state of its copy. */
  public SortedMap<TableName, CopyState> copyStates() throws SQLException {
    SortedMap<TableName, CopyState> states = new TreeMap<>();
    subscriber.rows(
        "SELECT n.nspname, c.relname, r.srsubstate FROM pg_subscription_rel r"
            + " JOIN pg_subscription s ON s.oid = r.srsubid"
            + " JOIN pg_class c ON c.oid = r.srrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE s.subname = "
            + Quoted.literal(name),
        row ->
            states.put(
                new TableName(row.getString(1), row.getString(2)), CopyState.of(row.getString(3))));
    return states;
  }

  /**
   * Waits until every table is {@link CopyState#READY}.
   *
   * @throws SQLException if it is not in time, with the tables and their states
   */
  public void awaitCopied(Duration atMost) throws SQLException {
    Await.until(
        () -> notReady().isEmpty(), atMost, () -> this + " has not copied " + notReadyInWords());
  }

  private Map<TableName, CopyState> notReady() throws SQLException {
    return copyStates().entrySet().stream()
        .filter(table -> table.getValue() != CopyState.READY)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private String notReadyInWords() {
    try {
      return new TreeMap<>(notReady()).toString();
    } catch (SQLException e) {
      return "its tables (and now: " + e.getMessage() + ")";
    }
  }

  /**
   * {@code REFRESH PUBLICATION}: copies tables that were published since, and no longer applies
   * what is published no more. Their rows stay.
   */
  public void refresh() throws SQLException {
    subscriber.execute("ALTER SUBSCRIPTION " + sql() + " REFRESH PUBLICATION");
  }

  /** Receives from another publication of the same publisher, and copies what that has more. */
  public void receive(Publication other) throws SQLException {
    subscriber.execute("ALTER SUBSCRIPTION " + sql() + " SET PUBLICATION " + other.sql());
  }

  /** Ends the apply worker, and returns when it is gone. The publisher keeps what is to be sent. */
  public void disable() throws SQLException {
    subscriber.execute("ALTER SUBSCRIPTION " + sql() + " DISABLE");
    String gone =
        "SELECT count(*) = 0 FROM pg_stat_subscription WHERE pid IS NOT NULL AND subname = "
            + Quoted.literal(name);
    Await.until(
        () -> subscriber.isTrue(gone),
        WORKER_ENDS_WITHIN,
        () -> "the apply worker of " + this + " does not end");
  }

  /** Ends {@link #disable()}. */
  public void enable() throws SQLException {
    subscriber.execute("ALTER SUBSCRIPTION " + sql() + " ENABLE");
  }

  /** Waits until the subscriber shows what the publisher has now, in all tables that are copied. */
  public void awaitCaughtUp(Duration atMost) throws SQLException {
    SubscriptionPosition position = new SubscriptionPosition(this);
    position.awaitReached(position.ofPublisher(), atMost);
  }

  /** Empties a table of the subscriber; neither keys nor triggers of other tables notice. */
  public void empty(TableName table) throws SQLException {
    subscriber.execute("SET session_replication_role = replica", "DELETE FROM " + table.sql());
  }

  /** Ends the subscription and its slot, also if the slot is lost already. The rows stay. */
  public void drop() throws SQLException {
    if (ReplicationSlot.of(this).isEmpty()) {
      abandon();
    } else {
      subscriber.execute("DROP SUBSCRIPTION " + sql());
    }
  }

  /** Ends the subscription without a word to its publisher, which may be gone. The rows stay. */
  public void abandon() throws SQLException {
    disable();
    subscriber.execute(
        "ALTER SUBSCRIPTION " + sql() + " SET (slot_name = NONE)", "DROP SUBSCRIPTION " + sql());
  }

  /** The quoted name. */
  private String sql() {
    return Quoted.identifier(name);
  }

  @Override
  public String toString() {
    return name + " of " + subscriber;
  }
}
