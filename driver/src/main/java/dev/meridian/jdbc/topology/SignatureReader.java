package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.CatalogueNames.Definition;
import dev.meridian.jdbc.topology.RelationSignature.View;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of both sides share: one light question tells whether anything has changed since
 * the last read on the same connection. Only then are all relations brought, in a second round
 * trip, and the statements of new and changed views in a third ({@link DefinitionTexts}).
 *
 * <p>What changes between the first question and the second is brought with the fingerprint of
 * before, so that the next read brings it again.
 *
 * <p>Not thread-safe: it remembers the last read. The connection must be in autocommit mode.
 *
 * @param <R> a relation with what its side knows of it
 */
final class SignatureReader<R> {

  /** Makes a relation of a row. */
  @FunctionalInterface
  interface Maker<R> {
    R of(ResultSet row) throws SQLException;
  }

  private final Maker<R> make;
  private final Function<R, RelationSignature> signatureOf;
  private final BiFunction<R, RelationSignature, R> with;
  private final DefinitionTexts texts = new DefinitionTexts();
  private @Nullable ReadSession lastSession;
  private String lastFingerprint = "";
  private List<R> last = List.of();
  private boolean incomplete;

  // Of the read that is under way.
  private String present = "";
  private final List<R> found = new ArrayList<>();
  private final List<Definition> definitions = new ArrayList<>();
  private final Map<Definition, Integer> places = new HashMap<>();
  private final Set<String> closedSchemas = new HashSet<>();
  private @Nullable String role;

  /**
   * @param with the same relation with another signature
   */
  SignatureReader(
      Maker<R> make,
      Function<R, RelationSignature> signatureOf,
      BiFunction<R, RelationSignature, R> with) {
    this.make = make;
    this.signatureOf = signatureOf;
    this.with = with;
  }

  /** Begins a read. */
  void begin() {
    present = "";
    found.clear();
    definitions.clear();
    places.clear();
    closedSchemas.clear();
    role = null;
  }

  void fingerprint(ResultSet row) throws SQLException {
    present = row.getString(1);
  }

  /** The first row is the role, the others schemas. */
  void closedSchema(ResultSet row) throws SQLException {
    if (role == null) {
      role = row.getString(1);
    } else {
      closedSchemas.add(row.getString(1));
    }
  }

  private void relation(ResultSet row) throws SQLException {
    Definition definition = SignatureRows.definition(row);
    if (definition != null) {
      definitions.add(definition);
      places.put(definition, found.size());
    }
    found.add(make.of(row));
  }

  /** The fingerprint of what was brought last, or null if a part of that could not be read. */
  @Nullable String lastFingerprint() {
    return incomplete ? null : lastFingerprint;
  }

  String role() {
    return Objects.requireNonNull(role, "role");
  }

  Set<String> closedSchemas() {
    return Set.copyOf(closedSchemas);
  }

  /**
   * Ends a read: all relations, the same list as the last time if they have not changed.
   *
   * @param queries those that bring the relations
   */
  List<R> end(ReadSession session, List<String> queries) throws SQLException {
    if (session.equals(lastSession) && !incomplete && present.equals(lastFingerprint)) {
      return last;
    }
    new SnapshotRead(queries).run(session, List.of(this::relation));
    if (!session.equals(lastSession)) {
      texts.forget();
    }
    texts.read(session, definitions);
    incomplete = false;
    for (Definition definition : definitions) {
      int place = Objects.requireNonNull(places.get(definition));
      String text = texts.of(definition);
      incomplete |= text == null;
      R relation = found.get(place);
      found.set(place, with.apply(relation, defined(signatureOf.apply(relation), text)));
    }
    lastSession = session;
    lastFingerprint = present;
    last = List.copyOf(found);
    return last;
  }

  private static RelationSignature defined(RelationSignature signature, @Nullable String text) {
    View view = Objects.requireNonNull(signature.view());
    return new RelationSignature(
        signature.name(),
        signature.kind(),
        signature.ofExtension(),
        signature.flaws(),
        signature.columns(),
        signature.children(),
        new View(text, view.options(), view.reads()));
  }
}
