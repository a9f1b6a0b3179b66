package dev.meridian.jdbc.session;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.session.SeenInstants.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What one session has seen: up to which position, where the primary told it, and else as instants:
 * when it last read or wrote something, at each node. What a token told is kept apart.
 *
 * <p>A node may serve the session's next read if it has reached all that had been seen
 * <em>elsewhere</em> by the latest of these instants; what the session saw at the node itself, the
 * node still shows. Elsewhere includes the same node before it was restarted: a server that crashed
 * can come back without what it showed last; and another server that has the node's place now.
 *
 * <p>This class is threadsafe.
 */
public final class SeenState {

  /** The answer of {@link #elsewhere} if nothing was seen. */
  public static final long NOTHING = Long.MIN_VALUE;

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
  private final SeenInstants last;
  // Until when definitions may have been seen, where that is later.
  private final SeenInstants lastDefinitions;

  /**
   * A session that has seen nothing yet.
   *
   * @param nodes how many nodes there are, for now
   */
  public SeenState(int nodes) {
    last = new SeenInstants(nodes);
    lastDefinitions = new SeenInstants(nodes);
  }

  /**
   * Notes that anything may have been seen, anywhere.
   *
   * @param nanos {@link System#nanoTime} when that became known
   */
  public void behind(long nanos) {
    last.noteNowhere(nanos);
  }

  /**
   * Notes that a statement has ended on a node, well or badly.
   *
   * @param node the node's index
   * @param incarnation which run of the server it was
   * @param nanos {@link System#nanoTime} after the statement had ended
   */
  public void saw(int node, long incarnation, long nanos) {
    last.note(node, new SeenInstants.Instant(nanos, incarnation));
  }

  /**
   * Notes a statement on the primary that brought the position that covers what it saw and did.
   *
   * @param definedNanos {@link System#nanoTime} when the last of the definitions that it met may
   *     have been made, or {@link #NOTHING} if it met none but those that were compared
   */
  public void saw(Known mine, long definedNanos) {
    if (definedNanos != NOTHING) {
      lastDefinitions.note(mine.node, new SeenInstants.Instant(definedNanos, mine.incarnation));
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
      lastDefinitions.noteNowhere(definedNanos);
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
    last.join(other.last);
    lastDefinitions.join(other.lastDefinitions);
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
    // Not what it is behind with: that is from here, came in here as well, or is older than what
    // was
    // seen where it was seen.
    for (int node = 0; node < other.last.nodes(); node++) {
      Instant instant = other.last.at(node);
      if (instant != null) {
        behind(instant.nanos());
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

  /** More than the index of any node at which something was seen. */
  public int nodes() {
    return last.nodes();
  }

  /** When something was last seen on a node beside what is known, or {@link #NOTHING}. */
  public long at(int node) {
    SeenInstants.Instant instant = last.at(node);
    return instant == null ? NOTHING : instant.nanos();
  }

  /** When something was last seen nobody knows where, or {@link #NOTHING}. */
  public long nowhere() {
    SeenInstants.Instant instant = last.nowhere();
    return instant == null ? NOTHING : instant.nanos();
  }

  /** On which run of the server that was. */
  public long incarnationAt(int node) {
    SeenInstants.Instant instant = last.at(node);
    return instant == null ? 0 : instant.incarnation();
  }

  /**
   * The latest instant at which something was seen anywhere but on this run of this node, beside
   * what is {@link #known} and {@link #told()}; or {@link #NOTHING}.
   */
  public long elsewhere(int node, long incarnation) {
    return last.elsewhere(node, incarnation, NOTHING);
  }

  /** The same of definitions, those of what is {@link #known} among them. */
  public long definitionsElsewhere(int node, long incarnation) {
    return lastDefinitions.elsewhere(node, incarnation, elsewhere(node, incarnation));
  }

  /**
   * Where something was seen last, or -1 if nothing was: asked once, it spares all but one of
   * several questions about {@link #elsewhere(int, long, int) elsewhere} the search.
   */
  public int newest() {
    return last.newest();
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
    SeenInstants.Instant latest = last.atPlace(newest);
    return newest == SeenInstants.placeOf(node) || latest == null
        ? elsewhere(node, incarnation)
        : latest.nanos();
  }
}
