package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.SubscribedTables.Subscription;
import dev.meridian.jdbc.topology.SubscribedTables.Table;
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
 * Reads the {@link SubscribedTables} of a subscriber in one round trip, with any role's rights, on
 * PostgreSQL 14 and later. The tables themselves are brought only if something has changed since
 * the last read on the same connection.
 *
 * <p>Not thread-safe: it remembers the last read. The connection must be in autocommit mode.
 */
public final class SubscribedTablesReader {

  private @Nullable Connection lastConnection;
  private @Nullable SubscribedTables last;
  private String lastFingerprint = "";

  /** Reads them. Answers with the same object as the last time if all of it still stands. */
  public SubscribedTables read(Connection subscriber) throws SQLException {
    SubscribedTables before = subscriber == lastConnection ? last : null;
    String known = before == null ? "" : lastFingerprint;
    String[] present = {known};
    Map<String, String> environment = new HashMap<>();
    Set<String> temporary = new HashSet<>();
    Map<String, Subscription> subscriptions = new HashMap<>();
    List<Table> found = new ArrayList<>();
    new SnapshotRead(SignatureSql.subscribed(subscriber.getMetaData().getDatabaseMajorVersion()))
        .run(
            subscriber,
            known,
            List.of(
                row -> present[0] = row.getString(1),
                row -> environment.put(row.getString(1), row.getString(2)),
                row -> temporary.add(row.getString(1)),
                row -> subscriptions.put(row.getString(1), subscription(row)),
                row -> found.add(new Table(SignatureRows.signature(row), states(row)))));
    List<Table> tables = found;
    if (before != null && present[0].equals(known)) {
      tables = before.tables();
    }
    SubscribedTables now =
        new SubscribedTables(
            Map.copyOf(environment),
            Set.copyOf(temporary),
            Map.copyOf(subscriptions),
            List.copyOf(tables));
    SubscribedTables answer = before != null && now.equals(before) ? before : now;
    last = answer;
    lastConnection = subscriber;
    lastFingerprint = present[0];
    return answer;
  }

  private static Subscription subscription(ResultSet row) throws SQLException {
    return new Subscription(
        row.getBoolean(2),
        row.getString(3),
        Set.copyOf(SignatureRows.texts(row, 4)),
        row.getBoolean(5),
        row.getString(6));
  }

  private static Map<String, String> states(ResultSet row) throws SQLException {
    List<String> names = SignatureRows.texts(row, 5);
    List<String> reached = SignatureRows.texts(row, 6);
    Map<String, String> states = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      states.put(names.get(i), reached.get(i));
    }
    return Map.copyOf(states);
  }
}
