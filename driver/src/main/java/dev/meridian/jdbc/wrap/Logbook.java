package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.IncomingTokens;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Session;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.session.SeenState.Known;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Notes for the session what one logical connection has seen and done.
 *
 * <ol>
 *   <li>What a statement in autocommit sees joins the session at once; what a transaction sees when
 *       it ends, and before that only for what the same thread does on another connection.
 *   <li>Where a COMMIT or a write brought the primary's position, that is what was seen; elsewhere
 *       it is an instant, whose position has to be asked for.
 *   <li>After a transaction that wrote and brought no position the probes are asked at once; after
 *       one that changed objects what is known of them is not used again.
 * </ol>
 *
 * <p>The session is that of the thread, or else the one of the whole {@code DataSource}. What was
 * done in one transaction by threads of several sessions, all of them have seen.
 *
 * <p>Not threadsafe.
 */
final class Logbook {

  // The connection on which this thread has a transaction open. Weak, since it may end on another.
  private static final ThreadLocal<@Nullable WeakReference<Logbook>> OPEN = new ThreadLocal<>();

  private final World world;
  private final SessionMemory whole;
  private final WeakReference<Logbook> self = new WeakReference<>(this);

  // Of the open transaction.
  private @Nullable Side side;
  private @Nullable SessionMemory began;
  private long sawNanos;
  private boolean wrote;
  private boolean changedObjects;

  /**
   * Prepares.
   *
   * @param whole the session of threads that have none of their own
   */
  Logbook(World world, SessionMemory whole) {
    this.world = world;
    this.whole = whole;
  }

  /** The session that a statement of this thread belongs to. */
  SessionMemory memory() {
    Session bound = Session.current();
    return bound == null ? whole : (SessionMemory) bound.memory(world);
  }

  /** The session goes on from that token too. */
  void join(String token) {
    Session bound = Session.current();
    if (bound == null) {
      whole.join(IncomingTokens.of(token));
    } else {
      bound.join(token);
    }
  }

  /** A token of what the session has seen, or null if that is nothing. */
  @Nullable String token() {
    Session bound = Session.current();
    seen();
    return bound == null ? whole.token() : bound.token();
  }

  /** What the session has seen, this thread's open transaction on another connection included. */
  SeenState seen() {
    SessionMemory memory = memory();
    WeakReference<Logbook> open = OPEN.get();
    Logbook other = open == null ? null : open.get();
    if (other != null && other != this && other.began == memory && other.side != null) {
      saw(memory, other.side, other.sawNanos);
    }
    return memory.seen();
  }

  /** Whether the open transaction wrote, or the last one that did not end in sight. */
  boolean wrote() {
    return wrote;
  }

  /** Notes that something happened on a side that was not seen here, and may have been a write. */
  void unseen(Side where) {
    wrote = true;
    transactionEnded(where);
  }

  /** Notes what a transaction has seen that ends with the connection. */
  void closing() {
    Side open = side;
    if (open != null) {
      transactionEnded(open);
    }
  }

  /** Notes that the session has seen what this side shows now. */
  void saw(Side where) {
    long now = System.nanoTime();
    SessionMemory mine = memory();
    saw(mine, where, now);
    if (began != null && began != mine) {
      saw(began, where, now);
    }
  }

  private static void saw(SessionMemory memory, Side where, long nanos) {
    memory.seen().saw(where.node.node().index(), where.node.incarnation(), nanos);
  }

  /** Notes a statement that has ended, well or badly. */
  void ended(Side where, Verdict verdict) {
    wrote |= verdict.kind() != Kind.READ;
    changedObjects |= verdict.changesObjects();
    if (!where.isInTransaction()) {
      transactionEnded(where);
      return;
    }
    SessionMemory mine = memory();
    if (began != null && began != mine) {
      saw(began, where, System.nanoTime());
    }
    began = mine;
    side = where;
    sawNanos = System.nanoTime();
    if (OPEN.get() != self) {
      OPEN.set(self);
    }
  }

  /** Notes the end of a transaction that brought no position. */
  void transactionEnded(Side where) {
    saw(where);
    if (wrote && where.node.role() == Role.PRIMARY) {
      world.monitor().wantAll();
    }
    forgetTransaction();
  }

  /**
   * Notes a transaction that brought the primary's position.
   *
   * @param sentNanos before its COMMIT was sent
   * @param definedNanos when it had met all the definitions that it met
   */
  void learned(Side primary, WalAnswer position, long sentNanos, long definedNanos) {
    world.monitor().learned(primary.node, sentNanos, position.covering(), position.flush());
    Known known =
        new Known(
            primary.node.node().index(),
            primary.node.incarnation(),
            position.covering(),
            System.nanoTime());
    long defined =
        world.catalogues().isOf(position.definitions()) ? SeenState.NOTHING : definedNanos;
    SessionMemory mine = memory();
    mine.learned(primary.node, known, defined);
    if (began != null && began != mine) {
      began.learned(primary.node, known, defined);
    }
    forgetTransaction();
  }

  private void forgetTransaction() {
    side = null;
    began = null;
    if (OPEN.get() == self) {
      OPEN.remove();
    }
    wrote = false;
    if (changedObjects) {
      changedObjects = false;
      world.expireCatalogues();
    }
  }
}
