package dev.meridian.testkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether a subscriber has what its publication sends, table by table, at one position.
 *
 * <ol>
 *   <li>Writers of the tables are held up until the subscriber has reached the position and both
 *       sides have a snapshot of it; not while the rows are read.
 *   <li>A table that the subscription does not hold, or whose copy is not ready, is not equal.
 *   <li>Count and checksum of the published columns and rows decide. Where they differ, both sides
 *       are read in the order of the key, and the first rows that differ are named.
 * </ol>
 *
 * @param position where in the publisher's WAL, as {@code 0/1A2B3C}
 */
public record Comparison(String position, List<ComparedTable> tables) {
  public Comparison {
    tables = List.copyOf(tables);
  }

  /**
   * Compares all tables of the subscription's publication.
   *
   * @param atMost how long to wait for the locks, and as long again for the subscriber
   * @throws SQLException also if the subscriber does not catch up in time
   */
  public static Comparison of(Subscription subscription, Duration atMost) throws SQLException {
    List<PublishedTable> published = subscription.publication().tables();
    List<TableName> names = published.stream().map(PublishedTable::name).toList();
    Map<TableName, CopyState> states = subscription.copyStates();
    try (SnapshotPair snapshots = SnapshotPair.open(subscription, names, atMost)) {
      List<ComparedTable> compared = new ArrayList<>();
      for (PublishedTable table : published) {
        CopyState state = states.get(table.name());
        compared.add(
            state == CopyState.READY
                ? new TableComparison(snapshots, table).run()
                : ComparedTable.notCompared(
                    table.name(),
                    state == null
                        ? "the subscription does not hold it"
                        : "its copy is " + state + ", not READY"));
      }
      return new Comparison(snapshots.position(), compared);
    }
  }

  /** Whether every table is equal. */
  public boolean isEqual() {
    return differing().isEmpty();
  }

  /** The tables that are not equal. */
  public List<ComparedTable> differing() {
    return tables.stream().filter(table -> !table.isEqual()).toList();
  }
}
