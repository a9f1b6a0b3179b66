package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.PublishedTables.Operations;
import dev.meridian.jdbc.topology.PublishedTables.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@link PublishedTables} of a primary in one round trip, with any role's rights, on
 * PostgreSQL 14 and later. The tables themselves are brought only if something has changed since
 * the last read on the same connection.
 *
 * <p>Not thread-safe: it remembers the last read. The connection must be in autocommit mode.
 */
public final class PublishedTablesReader {

  private @Nullable Connection lastConnection;
  private @Nullable PublishedTables last;
  private String lastFingerprint = "";

  /** Reads them. Answers with the same object as the last time if all of it still stands. */
  public PublishedTables read(Connection primary) throws SQLException {
    PublishedTables before = primary == lastConnection ? last : null;
    String known = before == null ? "" : lastFingerprint;
    String[] present = {known};
    Map<String, String> environment = new HashMap<>();
    Set<String> temporary = new HashSet<>();
    Set<String> slots = new HashSet<>();
    boolean[] receives = {false};
    Map<String, Operations> publications = new HashMap<>();
    int[] readable = {0};
    List<Table> found = new ArrayList<>();
    new SnapshotRead(SignatureSql.published(primary.getMetaData().getDatabaseMajorVersion()))
        .run(
            primary,
            known,
            List.of(
                row -> present[0] = row.getString(1),
                row -> environment.put(row.getString(1), row.getString(2)),
                row -> temporary.add(row.getString(1)),
                row -> slots.add(row.getString(1)),
                row -> receives[0] = row.getBoolean(1),
                row ->
                    publications.put(
                        row.getString(1),
                        new Operations(
                            row.getBoolean(2),
                            row.getBoolean(3),
                            row.getBoolean(4),
                            row.getBoolean(5))),
                row -> readable[0] = row.getInt(1),
                row ->
                    found.add(
                        new Table(
                            SignatureRows.signature(row),
                            Set.copyOf(SignatureRows.texts(row, 5)),
                            Set.copyOf(SignatureRows.texts(row, 6))))));
    List<Table> tables = found;
    if (before != null && present[0].equals(known)) {
      tables = before.tables();
      readable[0] = before.readableRelations();
    }
    PublishedTables now =
        new PublishedTables(
            Map.copyOf(environment),
            Set.copyOf(slots),
            receives[0],
            Set.copyOf(temporary),
            Map.copyOf(publications),
            List.copyOf(tables),
            readable[0]);
    PublishedTables answer = before != null && now.equals(before) ? before : now;
    last = answer;
    lastConnection = primary;
    lastFingerprint = present[0];
    return answer;
  }
}
