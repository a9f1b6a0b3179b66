package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.PublishedTables.Operations;
import dev.meridian.jdbc.topology.SubscribedTables.Subscription;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link WholeTables} compares: one side's tables in one round trip, with any role's
 * rights. Stateless; the connection must be in autocommit mode.
 */
final class ReplicatedTablesReader {

  private static final SnapshotRead PUBLISHED =
      new SnapshotRead(
          List.of(
              ReplicatedTablesSql.ENVIRONMENT,
              ReplicatedTablesSql.TEMPORARY,
              ReplicatedTablesSql.PUBLISHED_FLAWS,
              ReplicatedTablesSql.PUBLISHED_COLUMNS,
              ReplicatedTablesSql.PUBLISHED,
              ReplicatedTablesSql.PUBLICATIONS,
              ReplicatedTablesSql.SLOTS,
              ReplicatedTablesSql.RECEIVES,
              ReplicatedTablesSql.READABLE));

  private ReplicatedTablesReader() {}

  static PublishedTables published(Connection primary) throws SQLException {
    Map<String, String> environment = new HashMap<>();
    Set<String> temporary = new HashSet<>();
    TableSignatures signatures = new TableSignatures(false);
    List<PublishedTables.Table> tables = new ArrayList<>();
    Map<String, Operations> publications = new HashMap<>();
    Set<String> slots = new HashSet<>();
    boolean[] receives = new boolean[1];
    int[] readable = new int[1];
    PUBLISHED.run(
        primary,
        List.of(
            row -> environment.put(row.getString(1), row.getString(2)),
            row -> temporary.add(row.getString(1)),
            signatures::addTable,
            signatures::addColumn,
            row ->
                tables.add(
                    new PublishedTables.Table(
                        signatures.of(row), names(row.getArray(3)), names(row.getArray(4)))),
            row ->
                publications.put(
                    row.getString(1),
                    new Operations(
                        row.getBoolean(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        row.getBoolean(5))),
            row -> slots.add(row.getString(1)),
            row -> receives[0] = row.getBoolean(1),
            row -> readable[0] = row.getInt(1)));
    return new PublishedTables(
        environment, slots, receives[0], temporary, publications, tables, readable[0]);
  }

  static SubscribedTables subscribed(Connection subscriber) throws SQLException {
    Map<String, String> environment = new HashMap<>();
    Set<String> temporary = new HashSet<>();
    TableSignatures signatures = new TableSignatures(true);
    Map<TableSignature, Map<String, String>> states = new HashMap<>();
    Map<String, Subscription> subscriptions = new HashMap<>();
    SnapshotRead questions =
        new SnapshotRead(
            List.of(
                ReplicatedTablesSql.ENVIRONMENT,
                ReplicatedTablesSql.TEMPORARY,
                ReplicatedTablesSql.SUBSCRIBED_FLAWS,
                ReplicatedTablesSql.SUBSCRIBED_COLUMNS,
                ReplicatedTablesSql.SUBSCRIBED,
                ReplicatedTablesSql.subscriptions(
                    subscriber.getMetaData().getDatabaseMajorVersion())));
    questions.run(
        subscriber,
        List.of(
            row -> environment.put(row.getString(1), row.getString(2)),
            row -> temporary.add(row.getString(1)),
            signatures::addTable,
            signatures::addColumn,
            row ->
                states
                    .computeIfAbsent(signatures.of(row), table -> new HashMap<>())
                    .put(row.getString(3), row.getString(4)),
            row ->
                subscriptions.put(
                    row.getString(1),
                    new Subscription(
                        row.getBoolean(2),
                        row.getString(3),
                        names(row.getArray(4)),
                        row.getBoolean(5),
                        row.getBoolean(6) ? "has skipped a transaction" : null))));
    List<SubscribedTables.Table> tables = new ArrayList<>();
    states.forEach((table, state) -> tables.add(new SubscribedTables.Table(table, state)));
    return new SubscribedTables(environment, temporary, subscriptions, tables);
  }

  private static Set<String> names(@Nullable Array array) throws SQLException {
    if (array == null) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    try (ResultSet elements = array.getResultSet()) {
      while (elements.next()) {
        names.add(elements.getString(2));
      }
    }
    return names;
  }
}
