package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.CatalogueNames.Definition;
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
 * Reads the {@link Catalogue} of a primary, with any role's rights, on PostgreSQL 14 and later.
 *
 * <ol>
 *   <li>One round trip asks whether anything has changed since the last read on the same
 *       connection, and brings the names if so.
 *   <li>The texts of new and changed definitions follow in batches ({@link DefinitionTexts}). A
 *       relation whose text cannot be had for now (another session has it locked) is the primary's
 *       own until it can.
 *   <li>An equal content keeps its version: the previous catalogue itself is the answer.
 * </ol>
 *
 * <p>A function counts as volatile also for the volatile parts of an aggregate, the defaults of its
 * arguments, or the types that it takes or gives. Not seen: what a function that is declared stable
 * calls inside.
 *
 * <p>Not thread-safe: it remembers the last read. The connection must be in autocommit mode.
 */
public final class CatalogueReader {

  private final SnapshotRead query = new SnapshotRead(CatalogueSql.NAMES);
  private final DefinitionTexts texts = new DefinitionTexts();

  /** Where the fingerprint is from: another connection may lead to another history. */
  private @Nullable Connection lastConnection;

  private String lastFingerprint = "";
  private CatalogueNames names = new CatalogueNames();
  private Set<String> lastTemporary = Set.of();
  private Catalogue lastAnswer = Catalogue.UNREAD;

  /**
   * Reads the catalogue.
   *
   * @param previous the last answer, or {@link Catalogue#UNREAD}
   * @return {@code previous} itself if its content still stands, else a catalogue of a higher
   *     version
   * @throws SQLException as the server or the connection gave it
   */
  public Catalogue read(Connection primary, Catalogue previous) throws SQLException {
    CatalogueNames before = names;
    Set<String> temporary = readNames(primary);
    boolean moreTexts = texts.read(ReadSession.of(primary), names.definitions);
    if (previous.version() == lastAnswer.version()
        && names == before
        && !moreTexts
        && temporary.equals(lastTemporary)) {
      return lastAnswer;
    }
    Catalogue same = assemble(previous.version(), temporary);
    lastAnswer = same.equals(previous) ? previous : assemble(previous.version() + 1, temporary);
    lastTemporary = temporary;
    return lastAnswer;
  }

  /** Reads the names if they have changed, and always those of temporary relations. */
  private Set<String> readNames(Connection primary) throws SQLException {
    String known = primary == lastConnection ? lastFingerprint : "";
    String[] present = {known};
    List<String> temporary = new ArrayList<>();
    CatalogueNames found = new CatalogueNames();
    query.run(
        ReadSession.of(primary),
        known,
        List.of(
            row -> present[0] = row.getString(1),
            row -> temporary.add(row.getString(1)),
            row ->
                found.function(
                    row.getLong(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)),
            row -> found.volatileOperatorOrType(row.getLong(1), row.getString(2)),
            row -> found.relation(row.getLong(1), row.getString(2), row.getBoolean(3)),
            row ->
                found.definitions.add(
                    new Definition(row.getString(1), row.getLong(2), row.getString(3)))));
    if (!present[0].equals(known)) {
      // On another connection the same stamp may mean another text: a crash or a failover can
      // give a transaction number out twice.
      if (primary != lastConnection || !found.keepNamesOf(names)) {
        texts.forget();
      }
      names = found;
      lastFingerprint = present[0];
      lastConnection = primary;
    }
    return new HashSet<>(temporary);
  }

  private Catalogue assemble(long version, Set<String> temporary) {
    Set<String> stable = new HashSet<>(names.functions);
    stable.removeAll(names.volatileFunctions);
    Set<String> home = new HashSet<>(names.homeRelations);
    home.addAll(temporary);
    Map<String, Integer> relations = new HashMap<>(names.relations);
    temporary.forEach(name -> relations.merge(name, 1, Integer::sum));
    Map<String, List<String>> definitions = new HashMap<>();
    for (Definition definition : names.definitions) {
      String text = texts.of(definition);
      if (text == null) {
        home.add(definition.relation());
      } else {
        definitions.computeIfAbsent(definition.relation(), name -> new ArrayList<>()).add(text);
      }
    }
    definitions.replaceAll((name, list) -> list.stream().sorted().toList());
    return new Catalogue(
        version,
        Set.copyOf(stable),
        Set.copyOf(names.volatileFunctions),
        Set.copyOf(names.sessionFunctions),
        Set.copyOf(names.volatileOperators),
        Set.copyOf(home),
        Map.copyOf(definitions),
        Map.copyOf(relations));
  }
}
