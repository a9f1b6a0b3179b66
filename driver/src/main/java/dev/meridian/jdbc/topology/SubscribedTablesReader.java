package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.SubscribedTables.Relation;
import dev.meridian.jdbc.topology.SubscribedTables.Subscription;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@link SubscribedTables} of a subscriber, with any role's rights, on PostgreSQL 14 and
 * later: in one round trip, and more where something has changed.
 *
 * <p>Not thread-safe: it remembers the last read. The connection must be in autocommit mode.
 */
public final class SubscribedTablesReader {

  private final SignatureReader<Relation> relations =
      new SignatureReader<>(
          row -> new Relation(SignatureRows.signature(row), states(row)),
          Relation::signature,
          (relation, signature) -> new Relation(signature, relation.states()));
  private @Nullable SubscribedTables last;
  private String copies = "";

  /** Reads them. Answers with the same object as the last time if all of it still stands. */
  public SubscribedTables read(Connection subscriber) throws SQLException {
    return read(ReadSession.of(subscriber));
  }

  SubscribedTables read(ReadSession subscriber) throws SQLException {
    relations.begin();
    int major = subscriber.connection().getMetaData().getDatabaseMajorVersion();
    Map<String, String> environment = new HashMap<>();
    Set<String> temporary = new HashSet<>();
    Map<String, Subscription> subscriptions = new HashMap<>();
    new SnapshotRead(SignatureSql.subscribed(major))
        .run(
            subscriber,
            List.of(
                relations::fingerprint,
                row -> environment.put(row.getString(1), row.getString(2)),
                row -> temporary.add(row.getString(1)),
                row -> subscriptions.put(row.getString(1), subscription(row)),
                relations::closedSchema,
                row -> copies = row.getString(1)));
    SubscribedTables now =
        new SubscribedTables(
            Map.copyOf(environment),
            Set.copyOf(temporary),
            Map.copyOf(subscriptions),
            relations.role(),
            relations.closedSchemas(),
            relations.end(subscriber, SignatureSql.subscribedRelations(major)));
    SubscribedTables before = last;
    if (before != null && before.equals(now)) {
      return before;
    }
    last = now;
    return now;
  }

  /** The {@link NodeSample#copies} as of the last read, or of a moment before. */
  String copies() {
    return copies;
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
    List<String> names = SignatureRows.texts(row, SignatureRows.SHARED_COLUMNS + 1);
    List<String> reached = SignatureRows.texts(row, SignatureRows.SHARED_COLUMNS + 2);
    Map<String, String> states = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      states.put(names.get(i), reached.get(i));
    }
    return Map.copyOf(states);
  }
}
