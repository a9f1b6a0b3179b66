package dev.meridian.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Compares one table in two snapshots. */
final class TableComparison {
  private static final int ROWS_NAMED = 10;

  private final SnapshotPair snapshots;
  private final PublishedTable table;

  TableComparison(SnapshotPair snapshots, PublishedTable table) {
    this.snapshots = snapshots;
    this.table = table;
  }

  ComparedTable run() throws SQLException {
    String row = row(table.columns());
    String contents =
        "SELECT count(*), coalesce(sum(('x' || left(md5(%s), 16))::bit(64)::bigint), 0)::text FROM %s"
            .formatted(row, table.name().sql());
    TableContent there = content(snapshots.publisher(), contents + where());
    TableContent here;
    Savepoint unharmed = snapshots.subscriber().setSavepoint();
    try {
      here = content(snapshots.subscriber(), contents);
    } catch (SQLException e) {
      snapshots.subscriber().rollback(unharmed);
      return ComparedTable.notCompared(table.name(), "the subscriber: " + e.getMessage());
    }
    List<RowDifference> differences = there.equals(here) ? List.of() : differences(row);
    return new ComparedTable(table.name(), there, here, differences, null);
  }

  private static TableContent content(Connection side, String sql) throws SQLException {
    try (Statement statement = side.createStatement();
        ResultSet only = statement.executeQuery(sql)) {
      only.next();
      return new TableContent(only.getLong(1), only.getString(2));
    }
  }

  /** Both sides in the order of their keys' hashes, which every collation agrees on. */
  private List<RowDifference> differences(String row) throws SQLException {
    String rows =
        "SELECT md5(k), k, h FROM (SELECT jsonb_build_array(%s)::text AS k, md5(%s) AS h FROM %s"
            .formatted(columns(key()), row, table.name().sql());
    String inOrder = ") keyed ORDER BY 1, 3";
    try (RowCursor there = new RowCursor(snapshots.publisher(), rows + where() + inOrder);
        RowCursor here = new RowCursor(snapshots.subscriber(), rows + inOrder)) {
      List<RowDifference> found = new ArrayList<>();
      while (found.size() < ROWS_NAMED && (there.isOnRow() || here.isOnRow())) {
        int order = there.compareKey(here);
        if (order < 0) {
          found.add(new RowDifference(RowDifference.Kind.MISSING, there.key()));
        } else if (order > 0) {
          found.add(new RowDifference(RowDifference.Kind.EXTRA, here.key()));
        } else if (!there.hash().equals(here.hash())) {
          found.add(new RowDifference(RowDifference.Kind.CHANGED, there.key()));
        }
        if (order <= 0) {
          there.next();
        }
        if (order >= 0) {
          here.next();
        }
      }
      return found;
    }
  }

  /** The columns by which rows are told apart; all of them if the table has no such index. */
  private List<String> key() throws SQLException {
    List<String> key = new ArrayList<>();
    try (Statement statement = snapshots.publisher().createStatement();
        ResultSet columns =
            statement.executeQuery(
                "SELECT a.attname FROM (SELECT indrelid, indkey FROM pg_index"
                    + " WHERE indrelid = %s::regclass AND (indisreplident OR indisprimary)"
                        .formatted(Quoted.literal(table.name().sql()))
                    + " ORDER BY indisreplident DESC LIMIT 1) i"
                    + " JOIN pg_attribute a ON a.attrelid = i.indrelid"
                    + " AND a.attnum = ANY (i.indkey) ORDER BY a.attnum")) {
      while (columns.next()) {
        key.add(columns.getString(1));
      }
    }
    return !key.isEmpty() && table.columns().containsAll(key) ? key : table.columns();
  }

  private String where() {
    return table.rowFilter() == null ? "" : " WHERE " + table.rowFilter();
  }

  private static String row(List<String> columns) {
    return "ROW(" + columns(columns) + ")::text";
  }

  private static String columns(List<String> names) {
    return names.stream().map(Quoted::identifier).collect(Collectors.joining(", "));
  }
}
