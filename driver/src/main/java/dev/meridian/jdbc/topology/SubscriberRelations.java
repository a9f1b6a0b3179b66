package dev.meridian.jdbc.topology;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tables and views of which one subscriber holds the primary's whole content with the same
 * definition, privileges and readiness, so that reading them gives the primary's own answer.
 *
 * <p>Answers are remembered by what is read and search path. This class is threadsafe; what it
 * knows never changes.
 */
public final class SubscriberRelations {

  /** Holds nothing: what is assumed until the catalogues were compared. */
  public static final SubscriberRelations NONE =
      new SubscriberRelations(Map.of(), false, null, null, "");

  private static final int STATEMENTS = 4_096;
  private static final int PATHS = 256;

  private final Map<RelationName, Set<String>> columns;
  private final boolean everyUserTable;
  private final @Nullable NameSpace there;
  private final @Nullable NameSpace here;
  private final String copies;

  private final Cache<RelationUse, Held> usual = remembered();
  private final Cache<SearchPath, Cache<RelationUse, Held>> others =
      Caffeine.newBuilder().maximumSize(PATHS).executor(Runnable::run).build();

  /**
   * @param columns by relation, its column names
   * @param everyUserTable whether every relation of the primary that users can read from is among
   *     them, but for what extensions brought
   * @param there how the primary resolves names
   * @param here how the subscriber does
   * @param copies the {@link NodeSample#copies} with which it holds them
   */
  SubscriberRelations(
      Map<RelationName, Set<String>> columns,
      boolean everyUserTable,
      @Nullable NameSpace there,
      @Nullable NameSpace here,
      String copies) {
    this.columns = Map.copyOf(columns);
    this.everyUserTable = everyUserTable;
    this.there = there;
    this.here = here;
    this.copies = copies;
  }

  /** Whether this is what the subscriber held with copies in that state. */
  boolean isOf(String state) {
    return copies.equals(state);
  }

  /** The same, with copies in that state. */
  SubscriberRelations as(String state) {
    return new SubscriberRelations(columns, everyUserTable, there, here, state);
  }

  /** Whether a transaction whose statements are not known yet may be begun there. */
  public boolean everyUserTable() {
    return everyUserTable;
  }

  /** The relations, by what their columns are called. */
  Map<RelationName, Set<String>> columns() {
    return columns;
  }

  /**
   * Whether every relation that a read names is one and the same on both sides and is whole, and
   * every column is one of theirs.
   */
  public boolean holds(RelationUse use, SearchPath path) {
    return held(use, path) != Held.NOT;
  }

  /** The columns of all relations that a read names; none if it does not hold them. */
  public Set<String> columns(RelationUse use, SearchPath path) {
    return held(use, path).columns;
  }

  private Held held(RelationUse use, SearchPath path) {
    Cache<RelationUse, Held> known =
        path.equals(SearchPath.SERVERS_OWN) ? usual : others.get(path, any -> remembered());
    Held answer = known.getIfPresent(use);
    if (answer == null) {
      answer = judge(use, path);
      known.put(use, answer);
    }
    return answer;
  }

  private Held judge(RelationUse use, SearchPath path) {
    Set<String> all = new HashSet<>();
    for (RelationName relation : use.relations()) {
      Set<String> own = columnsOf(relation, path);
      if (own == null) {
        return Held.NOT;
      }
      all.addAll(own);
    }
    return all.containsAll(use.columns()) ? new Held(Set.copyOf(all)) : Held.NOT;
  }

  private @Nullable Set<String> columnsOf(RelationName name, SearchPath path) {
    if (there == null || here == null) {
      return null;
    }
    RelationName meant = there.resolve(name, path);
    return meant != null && meant.equals(here.resolve(name, path)) ? columns.get(meant) : null;
  }

  private static Cache<RelationUse, Held> remembered() {
    return Caffeine.newBuilder().maximumSize(STATEMENTS).executor(Runnable::run).build();
  }

  /** What a read finds here. */
  private static final class Held {
    static final Held NOT = new Held(Set.of());

    final Set<String> columns;

    Held(Set<String> columns) {
      this.columns = columns;
    }
  }
}
