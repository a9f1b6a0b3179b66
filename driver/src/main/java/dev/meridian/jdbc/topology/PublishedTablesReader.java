package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.PublishedTables.Operations;
import dev.meridian.jdbc.topology.PublishedTables.Relation;
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
 * Reads the {@link PublishedTables} of a primary, with any role's rights, on PostgreSQL 14 and
 * later: in one round trip, and more where something has changed.
 *
 * <p>Not thread-safe: it remembers the last read. The connection must be in autocommit mode.
 */
public final class PublishedTablesReader {

  private final SignatureReader<Relation> relations =
      new SignatureReader<>(
          PublishedTablesReader::relation,
          Relation::signature,
          (relation, signature) ->
              new Relation(signature, relation.publications(), relation.partial()));
  private @Nullable PublishedTables last;

  /**
   * A question whose answer, one text, is another as soon as any definition on that server is.
   *
   * @param major the server's major version
   */
  public static String fingerprintQuery(int major) {
    return SignatureSql.fingerprint(major);
  }

  /** The answer to that as of the last read, or null if the read was not complete. */
  @Nullable String fingerprint() {
    return relations.lastFingerprint();
  }

  /** Reads them. Answers with the same object as the last time if all of it still stands. */
  public PublishedTables read(Connection primary) throws SQLException {
    relations.begin();
    int major = primary.getMetaData().getDatabaseMajorVersion();
    Map<String, String> environment = new HashMap<>();
    Set<String> temporary = new HashSet<>();
    Set<String> slots = new HashSet<>();
    boolean[] receives = {false};
    Map<String, Operations> publications = new HashMap<>();
    new SnapshotRead(SignatureSql.published(major))
        .run(
            ReadSession.of(primary),
            List.of(
                relations::fingerprint,
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
                relations::closedSchema));
    PublishedTables now =
        new PublishedTables(
            Map.copyOf(environment),
            Set.copyOf(slots),
            receives[0],
            Set.copyOf(temporary),
            Map.copyOf(publications),
            relations.role(),
            relations.closedSchemas(),
            relations.end(ReadSession.of(primary), SignatureSql.publishedRelations(major)));
    PublishedTables before = last;
    if (before != null && before.equals(now)) {
      return before;
    }
    last = now;
    return now;
  }

  private static Relation relation(ResultSet row) throws SQLException {
    return new Relation(
        SignatureRows.signature(row),
        Set.copyOf(SignatureRows.texts(row, SignatureRows.SHARED_COLUMNS + 1)),
        Set.copyOf(SignatureRows.texts(row, SignatureRows.SHARED_COLUMNS + 2)));
  }
}
