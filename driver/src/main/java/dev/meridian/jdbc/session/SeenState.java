package dev.meridian.jdbc.session;

import dev.meridian.jdbc.api.Lsn;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What one session has seen: up to which position, where the primary told it, and else as instants:
 * when it last read or wrote something, at each node. What a token told is kept apart.
 *
 * <p>A node may serve the session's next read if it has reached all that had been seen
 * <em>elsewhere</em> by the latest of these instants; what the session saw at the node itself, the
 * node still shows. Elsewhere includes the same node before it was restarted: a server that crashed
 * can come back without what it showed last.
 *
 * <p>This class is threadsafe.
 */
public final class SeenState {

  /** The answer of {@link #elsewhere} if nothing was seen. */
  public static final long NOTHING = Long.MIN_VALUE;

  private record Instant(long nanos, long incarnation) {}

  /**
   * What was seen on a primary up to a position that it told itself.
   *
   * @param node the primary's index
   * @param incarnation which run of the server it was
   * @param position covers it all
   * @param nanos {@link System#nanoTime} after it had been seen, for when that server is the
   *     primary no more
   */
  public record Known(int node, long incarnation, Lsn position, long nanos) {

    private boolean isSameServers(Known other) {
      return node == other.node && incarnation == other.incarnation;
    }

    private Known with(Known other) {
      return new Known(
          node,
          incarnation,
          position.max(other.position),
          nanos - other.nanos > 0 ? nanos : other.nanos);
    }
  }

  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();
  // What a token told. Its position counts up to the primary's own, sampled after it came in.
  private final AtomicReference<@Nullable Known> told = new AtomicReference<>();
  // One place more than there are nodes: for what was seen nobody knows where.
  private final AtomicReferenceArray<@Nullable Instant> last;
  // Until when definitions may have been seen, where that is later.
  private final AtomicReferenceArray<@Nullable Instant> lastDefinitions;

  /** A session that has seen nothing yet, among {@code nodes} nodes. */
  public SeenState(int nodes) {
    last = new AtomicReferenceArray<>(nodes + 1);
    lastDefinitions = new AtomicReferenceArray<>(nodes + 1);
  }

  /**
   * Notes that anything may have been seen, anywhere.
   *
   * @param nanos {@link System#nanoTime} when that became known
   */
  public void behind(long nanos) {
    saw(last.length() - 1, 0, nanos);
  }

  /**
   * Notes that a statement has ended on a node, well or badly.
   *
   * @param node the node's index
   * @param incarnation which run of the server it was
   * @param nanos {@link System#nanoTime} after the statement had ended
   */
  public void saw(int node, long incarnation, long nanos) {
    note(last, node, new Instant(nanos, incarnation));
  }

  /**
   * Notes a statement on the primary that brought the position that covers what it saw and did.
   *
   * @param definedNanos {@link System#nanoTime} when the last of the definitions that it met may
   *     have been made, or {@link #NOTHING} if it met none but those that were compared
   */
  public void saw(Known mine, long definedNanos) {
    if (definedNanos != NOTHING) {
      note(lastDefinitions, mine.node, new Instant(definedNanos, mine.incarnation));
    }
    merge(known, mine);
  }

  /**
   * Notes what a token told.
   *
   * @param mine the position is the token's, the instant when it came in
   * @param definedNanos as of {@link #saw(Known, long)}
   */
  public void told(Known mine, long definedNanos) {
    if (definedNanos != NOTHING) {
      note(lastDefinitions, last.length() - 1, new Instant(definedNanos, 0));
    }
    merge(told, mine);
  }

  private void merge(AtomicReference<@Nullable Known> where, Known mine) {
    while (true) {
      Known before = where.get();
      boolean older = before != null && before.nanos - mine.nanos > 0;
      Known after =
          before != null && before.isSameServers(mine) ? before.with(mine) : older ? before : mine;
      if (where.compareAndSet(before, after)) {
        Known displaced = older ? mine : before;
        if (displaced != null && !displaced.isSameServers(Objects.requireNonNull(after))) {
          saw(displaced.node, displaced.incarnation, displaced.nanos);
        }
        return;
      }
    }
  }

  /** Notes all that another session of the same nodes has seen. */
  public void join(SeenState other) {
    for (int i = 0; i < last.length(); i++) {
      Instant instant = other.last.get(i);
      if (instant != null) {
        note(last, i, instant);
      }
      Instant definition = other.lastDefinitions.get(i);
      if (definition != null) {
        note(lastDefinitions, i, definition);
      }
    }
    Known theirs = other.known.get();
    if (theirs != null) {
      merge(known, theirs);
    }
    Known theirTold = other.told.get();
    if (theirTold != null) {
      merge(told, theirTold);
    }
  }

  /**
   * Notes what a session has seen of the same system through other connections, which know its
   * nodes by other numbers. What tokens told is left out: they came in here as well.
   *
   * @param primary this side's number of the primary, or -1 for none
   * @param incarnation which run of the primary it is
   */
  public void joinFromElsewhere(SeenState other, int primary, long incarnation) {
    Known theirs = other.known.get();
    if (theirs != null && primary >= 0 && theirs.incarnation == incarnation) {
      Known mine = known.get();
      if (mine == null
          || !mine.position.hasReached(theirs.position)
          || theirs.nanos - mine.nanos > 0) {
        saw(new Known(primary, incarnation, theirs.position, theirs.nanos), theirs.nanos);
      }
    } else if (theirs != null) {
      behind(theirs.nanos);
    }
    // Not what it is behind with, the last one: that is from here, or came in here as well.
    for (int i = 0; i < other.last.length() - 1; i++) {
      Instant instant = other.last.get(i);
      if (instant != null) {
        behind(instant.nanos);
      }
    }
  }

  /** What was seen up to a known position, or null for nothing. */
  public @Nullable Known known() {
    return known.get();
  }

  /** What tokens told, or null for nothing; beside what is {@link #known}. */
  public @Nullable Known told() {
    return told.get();
  }

  /** Whether nothing was seen at all. */
  public boolean isEmpty() {
    return known.get() == null && told.get() == null && newest() < 0;
  }

  /** When something was last seen on a node beside what is known, or {@link #NOTHING}. */
  public long at(int node) {
    Instant instant = last.get(node);
    return instant == null ? NOTHING : instant.nanos;
  }

  /** On which run of the server that was. */
  public long incarnationAt(int node) {
    Instant instant = last.get(node);
    return instant == null ? 0 : instant.incarnation;
  }

  private static void note(
      AtomicReferenceArray<@Nullable Instant> instants, int node, Instant mine) {
    Instant before = instants.get(node);
    while (before == null || mine.nanos - before.nanos > 0) {
      if (instants.compareAndSet(node, before, mine)) {
        return;
      }
      before = instants.get(node);
    }
  }

  /**
   * The latest instant at which something was seen anywhere but on this run of this node, beside
   * what is {@link #known} and {@link #told()}; or {@link #NOTHING}.
   */
  public long elsewhere(int node, long incarnation) {
    return elsewhere(last, node, incarnation, NOTHING);
  }

  /** The same of definitions, those of what is {@link #known} among them. */
  public long definitionsElsewhere(int node, long incarnation) {
    return elsewhere(lastDefinitions, node, incarnation, elsewhere(node, incarnation));
  }

  private static long elsewhere(
      AtomicReferenceArray<@Nullable Instant> instants, int node, long incarnation, long least) {
    long latest = least;
    for (int i = 0; i < instants.length(); i++) {
      Instant instant = instants.get(i);
      if (instant != null
          && (i != node || instant.incarnation != incarnation)
          && (latest == NOTHING || instant.nanos - latest > 0)) {
        latest = instant.nanos;
      }
    }
    return latest;
  }

  /**
   * The node at which something was seen last, or -1 if nothing was: asked once, it spares all but
   * one of several questions about {@link #elsewhere(int, long, int) elsewhere} the search.
   */
  public int newest() {
    int newest = -1;
    long latest = NOTHING;
    for (int i = 0; i < last.length(); i++) {
      Instant instant = last.get(i);
      if (instant != null && (newest < 0 || instant.nanos - latest > 0)) {
        newest = i;
        latest = instant.nanos;
      }
    }
    return newest;
  }

  /**
   * As {@link #elsewhere(int, long)}, as of when {@link #newest} was asked or later.
   *
   * @param newest its answer
   */
  public long elsewhere(int node, long incarnation, int newest) {
    if (newest < 0) {
      return NOTHING;
    }
    Instant latest = last.get(newest);
    return newest == node || latest == null ? elsewhere(node, incarnation) : latest.nanos;
  }
}
