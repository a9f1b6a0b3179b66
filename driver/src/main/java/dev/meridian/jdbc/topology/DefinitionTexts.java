package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.CatalogueNames.Definition;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of views and row security policies, each read once and again when it has changed.
 *
 * <p>The server takes a share lock on every relation in a definition that it spells out, and keeps
 * it until the transaction ends. So they are read in batches (the lock table is finite, and shared
 * with the application), and a lock is waited for only briefly (meanwhile the batch's other locks
 * stand in the way of the application's own DDL). A batch that meets a locked relation is halved
 * until that one is left out; after {@value #PATIENCE} such waits the rest is for the next read.
 *
 * <p>Not thread-safe.
 */
final class DefinitionTexts {

  private static final int BATCH = 200;
  private static final int PATIENCE = 12;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final SnapshotRead query = new SnapshotRead(List.of(CatalogueSql.TEXTS));
  private Map<Definition, String> texts = new HashMap<>();

  /** Forgets all: some name in them may have changed. */
  void forget() {
    texts = new HashMap<>();
  }

  /** The text, or null if it could not be read. */
  @Nullable String of(Definition definition) {
    return texts.get(definition);
  }

  /**
   * Reads those of {@code wanted} that are new or changed, and drops all others.
   *
   * @return whether there was any to read
   */
  boolean read(ReadSession session, List<Definition> wanted) throws SQLException {
    Map<Definition, String> kept = new HashMap<>();
    List<Definition> missing = new ArrayList<>();
    for (Definition definition : wanted) {
      String text = texts.get(definition);
      if (text == null) {
        missing.add(definition);
      } else {
        kept.put(definition, text);
      }
    }
    texts = kept;
    Deque<List<Definition>> batches = new ArrayDeque<>();
    for (int from = 0; from < missing.size(); from += BATCH) {
      batches.add(missing.subList(from, Math.min(from + BATCH, missing.size())));
    }
    int waits = 0;
    while (!batches.isEmpty() && waits < PATIENCE) {
      List<Definition> batch = batches.remove();
      if (!readBatch(session, batch)) {
        waits++;
        int half = batch.size() / 2;
        if (half > 0) {
          batches.addFirst(batch.subList(half, batch.size()));
          batches.addFirst(batch.subList(0, half));
        }
      }
    }
    return !missing.isEmpty();
  }

  /** Whether no lock was in the way. */
  private boolean readBatch(ReadSession session, List<Definition> batch) throws SQLException {
    Map<Long, Definition> byKey = new HashMap<>();
    batch.forEach(definition -> byKey.put(definition.key(), definition));
    try {
      query.run(
          session,
          byKey.keySet().toArray(Long[]::new),
          List.of(
              row -> {
                Definition definition = byKey.get(row.getLong(1));
                String text = row.getString(2); // null if dropped meanwhile
                if (definition != null && text != null) {
                  texts.put(definition, text);
                }
              }));
      return true;
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }
}
