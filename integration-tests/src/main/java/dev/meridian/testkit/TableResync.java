package dev.meridian.testkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Copies one table of a subscription anew, while the others go on and other subscribers notice
 * nothing.
 *
 * <ol>
 *   <li>{@link #leaveOut()}: a publication of all tables but this one stands in. It must be older
 *       than what is still to be sent, so the subscriber catches up before it is used.
 *   <li>Whoever reads the subscriber by its catalogue gets to see that it lacks the table.
 *   <li>{@link #copyAgain}: the table is emptied, and the real publication brings it back.
 * </ol>
 *
 * <p>This class is not threadsafe.
 */
public final class TableResync {
  private static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(30);

  private final Subscription subscription;
  private final TableName table;
  private final Publication standIn;

  public TableResync(Subscription subscription, TableName table) {
    this.subscription = subscription;
    this.table = table;
    this.standIn = new Publication(subscription.publisher(), subscription.name() + "_resync");
  }

  /** {@link #leaveOut()} and {@link #copyAgain}. */
  public void run(Duration atMost) throws SQLException {
    leaveOut();
    copyAgain(atMost);
  }

  /**
   * Stops applying to the table. Its rows stay as they are.
   *
   * @throws SQLException also if the publication is not one that another could stand in for
   */
  public void leaveOut() throws SQLException {
    Publication real = subscription.publication();
    List<TableName> all = real.tables().stream().map(PublishedTable::name).toList();
    if (!all.contains(table)) {
      throw new SQLException(table + " is not in " + real + ", which has: " + all, "42704");
    }
    refuseFilters(real);
    standIn.create(all.stream().filter(other -> !other.equals(table)).toList());
    try {
      standIn.setOptions(options(real));
      subscription.awaitCaughtUp(CAUGHT_UP_WITHIN);
      subscription.receive(standIn);
    } catch (SQLException e) {
      standIn.drop();
      throw e;
    }
  }

  /** Empties the table and copies it; returns when it is ready again. */
  public void copyAgain(Duration atMost) throws SQLException {
    subscription.empty(table);
    subscription.receive(subscription.publication());
    subscription.awaitCopied(atMost);
    standIn.drop();
  }

  private static void refuseFilters(Publication real) throws SQLException {
    List<?> narrowed =
        real.publisher()
            .column(
                "SELECT r.prrelid::regclass FROM pg_publication_rel r"
                    + " JOIN pg_publication p ON p.oid = r.prpubid"
                    + " WHERE (r.prqual IS NOT NULL OR r.prattrs IS NOT NULL) AND p.pubname = "
                    + Quoted.literal(real.name()));
    if (!narrowed.isEmpty()) {
      throw new SQLException(
          real + " has a row filter or a column list for " + narrowed + ": not done here", "0A000");
    }
  }

  private static String options(Publication real) throws SQLException {
    return Objects.requireNonNull(
        real.publisher()
            .query(
                "SELECT format('publish = %L, publish_via_partition_root = %s', concat_ws(',',"
                    + " CASE WHEN pubinsert THEN 'insert' END,"
                    + " CASE WHEN pubupdate THEN 'update' END,"
                    + " CASE WHEN pubdelete THEN 'delete' END,"
                    + " CASE WHEN pubtruncate THEN 'truncate' END), pubviaroot::text)"
                    // Since 18.
                    + " || CASE to_jsonb(p) ->> 'pubgencols'"
                    + " WHEN 's' THEN ', publish_generated_columns = stored' ELSE '' END"
                    + " FROM pg_publication p WHERE pubname = "
                    + Quoted.literal(real.name())));
  }
}
