package dev.meridian.jdbc.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.topology.Catalogue;
import dev.meridian.jdbc.topology.RelationUse;
import java.util.List;
import java.util.Set;

/**
 * Decides from a statement's text what it does and which nodes can answer it. The promise: never
 * {@link Kind#READ} for a statement that writes, locks, notifies, or leaves anything behind, as far
 * as the primary's catalogue tells. The rules:
 *
 * <ol>
 *   <li>The text is cut into tokens by PostgreSQL's own rules; what cannot be cut is unknown.
 *   <li>Of several statements the worst counts; a list that only reads is a read.
 *   <li>A query is a read unless a {@link Rule} says otherwise: it holds a writing statement, INTO,
 *       or a locking clause; names a function, operator, type or view that is volatile; or calls or
 *       reads something that neither PostgreSQL brings along nor the catalogue knows.
 *   <li>A read of something that nodes answer differently stays on the primary; one that is plain
 *       enough ({@link PlainNames}) may go to a subscriber.
 * </ol>
 *
 * <p>Verdicts are cached by text, and judged again when the catalogue has a new version. The time
 * for a text not seen before is linear in its length.
 *
 * <p>Safe for use by several threads.
 */
public final class StatementClassifier {
  private static final int ENTRY_CHARACTERS = 1024;
  private static final Verdict LEARNED =
      new Verdict(Kind.WRITE, Reach.PRIMARY, RelationUse.NONE, "wrote before", false);
  private static final Verdict BACKSLASH =
      new Verdict(
          Kind.UNKNOWN,
          Reach.PRIMARY,
          RelationUse.NONE,
          "backslash with standard_conforming_strings=off",
          false);

  private final TextJudge judge;
  private final BuiltIns builtIns;
  private final NameList safeFunctions;
  private final NameList primaryOnly;
  private final Cache<String, Entry> cache;
  private volatile Scope scope;

  /**
   * @param safeFunctions volatile functions that leave nothing behind, as {@code name} or {@code
   *     schema.name}
   * @param primaryOnly relations that are always read at home, as {@code name} or {@code
   *     schema.name}
   * @param cacheSize how many texts of up to 1,024 characters to remember; a longer one counts as
   *     several
   */
  public StatementClassifier(Set<String> safeFunctions, Set<String> primaryOnly, long cacheSize) {
    this(BuiltIns.load(), QueryJudge.RULES, safeFunctions, primaryOnly, cacheSize);
  }

  StatementClassifier(
      BuiltIns builtIns,
      List<Rule> rules,
      Set<String> safeFunctions,
      Set<String> primaryOnly,
      long cacheSize) {
    this.builtIns = builtIns;
    this.judge = new TextJudge(rules);
    this.safeFunctions = new NameList(safeFunctions);
    this.primaryOnly = new NameList(primaryOnly);
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(cacheSize)
            .weigher((String sql, Entry entry) -> 1 + sql.length() / ENTRY_CHARACTERS)
            .executor(Runnable::run)
            .build();
    this.scope = scope(Catalogue.UNREAD);
  }

  /**
   * The verdict on {@code sql}.
   *
   * @param sql as given to JDBC, with {@code ?} placeholders and JDBC escapes
   * @param standardConformingStrings the connection's setting of that name
   */
  public Verdict classify(String sql, boolean standardConformingStrings, Catalogue catalogue) {
    if (!standardConformingStrings && sql.indexOf('\\') >= 0) {
      return BACKSLASH;
    }
    Entry entry = cache.getIfPresent(sql);
    if (entry != null && (entry.version == catalogue.version() || entry.learned)) {
      return entry.verdict;
    }
    Verdict verdict = judge.judge(sql, scopeOf(catalogue));
    Entry fresh = new Entry(catalogue.version(), verdict, false);
    // What was learned meanwhile stays.
    return cache.asMap().merge(sql, fresh, (old, judged) -> old.learned ? old : judged).verdict;
  }

  /** Remembers that {@code sql} writes after all: a replica has refused it with 25006. */
  public void learnWrite(String sql) {
    cache.put(sql, new Entry(0, LEARNED, true));
  }

  private Scope scopeOf(Catalogue catalogue) {
    Scope current = scope;
    if (current.catalogue.version() != catalogue.version()) {
      current = scope(catalogue);
      scope = current;
    }
    return current;
  }

  private Scope scope(Catalogue catalogue) {
    return new Scope(builtIns, catalogue, safeFunctions, primaryOnly);
  }

  private record Entry(long version, Verdict verdict, boolean learned) {}
}
