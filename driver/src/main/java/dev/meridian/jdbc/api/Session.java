package dev.meridian.jdbc.api;

import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One unit of consistency: what is done in it sees all that was read and written in it before, on
 * whichever node it runs, and on whichever application node its {@link #token} comes in.
 *
 * <pre>{@code
 * try (Session session = Session.open(tokenOfTheRequest)) {
 *   …                       // all that this thread does is in the session
 *   answer(session.token());
 * }
 * }</pre>
 *
 * <p>A statement belongs to the session of the thread that executes it, whoever opened the
 * connection; without one to the session of the whole {@code DataSource}. {@link #wrap(Runnable)
 * wrap} carries a session to other threads. Sessions nest: an inner one begins on its own, but for
 * the jurisdictions that it is {@link #within} and the place that it is {@link #at}; once it is
 * closed, the outer one has seen what it has seen. One that is never closed costs nothing but its
 * memory.
 *
 * <p>This class is threadsafe; {@link #close} belongs to the thread that opened.
 */
public final class Session implements AutoCloseable {

  /** The SQLState where no node inside of a jurisdiction can serve a statement. */
  public static final String OUTSIDE = "MR001";

  private static final ThreadLocal<@Nullable Session> CURRENT = new ThreadLocal<>();

  /** A world of nodes in which sessions see things; Meridian's own business. */
  public interface Scope {

    /** What a session that has seen nothing there remembers. */
    Memory begin();
  }

  /**
   * What one session has seen in one {@link Scope}; Meridian's own business. Implementations are
   * threadsafe.
   */
  public interface Memory {

    /** Adds what tokens stand for. */
    void join(IncomingTokens tokens);

    /**
     * Adds what another session has seen in the same scope, or this one in another scope of the
     * same system.
     */
    void join(Memory other);

    /** Whether a token is good, but of another scope. */
    boolean isForeign(String token);

    /** Whether there is a key that {@link #token} can be signed with. */
    boolean signs();

    /** A token of all that was seen, or null if nothing was. */
    @Nullable String token();

    /** Whether something that the session had seen was lost with an old primary. */
    boolean lost();
  }

  private final Memories memories = new Memories();
  private volatile @Nullable Consistency consistency;
  // Grows only.
  private final Set<String> jurisdictions = ConcurrentHashMap.newKeySet();
  // Where its user is: by name, or else by address.
  private volatile @Nullable String region;
  private volatile @Nullable InetAddress address;
  private volatile boolean closed;

  // What open found bound. Weak: a session that was abandoned must not be kept by the next one.
  private @Nullable WeakReference<Session> outer;

  private Session() {}

  /**
   * A session that has seen nothing yet, bound to this thread until it is {@link #close closed}.
   */
  public static Session open() {
    return open(null);
  }

  /**
   * Goes on with the session that a token stands for, bound to this thread until it is {@link
   * #close closed}.
   *
   * @param token what {@link #token} gave, here or on another application node; null or empty for a
   *     new session. Anything else does no harm: nonsense is ignored, and with a token that can not
   *     be trusted the session is held to have seen all that there was when it came in
   */
  public static Session open(@Nullable String token) {
    Session session = of(token);
    Session before = CURRENT.get();
    session.outer = before == null ? null : new WeakReference<>(before);
    CURRENT.set(session);
    return session;
  }

  /**
   * As {@link #open(String)}, but bound to no thread. It begins within the jurisdictions and at the
   * place of the session that is bound to this one.
   */
  public static Session of(@Nullable String token) {
    Session session = new Session();
    Session outside = CURRENT.get();
    if (outside != null) {
      session.withinThoseOf(outside);
      session.region = outside.region;
      session.address = outside.address;
    }
    if (token != null) {
      session.join(token);
    }
    return session;
  }

  /** The session that is bound to this thread, or null. */
  public static @Nullable Session current() {
    return CURRENT.get();
  }

  /**
   * Binds a session to this thread in the place of what is bound; for what carries contexts from
   * thread to thread and keeps the {@link #current} one to bind it again.
   *
   * @param session null for none
   */
  public static void bind(@Nullable Session session) {
    if (session == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(session);
    }
  }

  /**
   * Binds this session to a jurisdiction for good: no statement of it goes to a node outside, and
   * where no node inside can serve it, it fails with {@link #OUTSIDE}. Bound to several, only nodes
   * that are inside of each serve. What {@code jurisdiction} binds a data source to holds as well.
   *
   * <p>A session that is opened inside of this one is bound as this one is then; {@link #wrap} and
   * {@link #bind} change to another session, and so to what that is bound to. No token carries it.
   *
   * @param name one that the setting {@code jurisdictions} lists; with another every statement
   *     fails (22023)
   */
  public Session within(String name) {
    jurisdictions.add(name);
    return this;
  }

  /** Binds this session to all that the other one is bound to; null for nothing. */
  public void withinThoseOf(@Nullable Session other) {
    if (other != null) {
      jurisdictions.addAll(other.jurisdictions);
    }
  }

  /** The jurisdictions that this session was bound to; empty if it is not. */
  public Set<String> jurisdictions() {
    return Collections.unmodifiableSet(jurisdictions);
  }

  /**
   * The user of this session is in that region: its reads go to the node that is nearest to there,
   * by the distance of regions, and not to the one nearest to this program. Of nodes as far the
   * nearest to this program serves. Where it is not known how far a region is, its nodes are the
   * last ones; with a region of which nothing is known nothing changes.
   *
   * <p>A session that is opened inside of this one begins at the same place. No token carries it.
   *
   * @param name as nodes are labelled, or of a public cloud; null for nowhere in particular
   */
  public Session at(@Nullable String name) {
    region = name;
    address = null;
    return this;
  }

  /**
   * As {@link #at}, with the region in which {@code networks} or {@code geoipDatabase} of the data
   * source that is used see the user's address. Of an address that they do not know nothing
   * changes.
   *
   * @param user null for nowhere in particular
   */
  public Session from(@Nullable InetAddress user) {
    address = user;
    region = null;
    return this;
  }

  /** What was said with {@link #at}, or null. */
  public @Nullable String region() {
    return region;
  }

  /** What was said with {@link #from}, or null. */
  public @Nullable InetAddress address() {
    return address;
  }

  /** Whether it was said where its user is. */
  public boolean hasPlace() {
    return region != null || address != null;
  }

  /** Sets what reads in this session must be able to see, in the place of the setting. */
  public Session consistency(Consistency wanted) {
    consistency = wanted;
    return this;
  }

  /** What reads in this session must be able to see, or null for what the setting says. */
  public @Nullable Consistency consistency() {
    return consistency;
  }

  /** From now on this session has seen what that token stands for, too. */
  public void join(String token) {
    IncomingTokens tokens = IncomingTokens.of(token);
    if (!tokens.isEmpty()) {
      memories.join(tokens);
    }
  }

  /** From now on this session has seen what that one has seen until now, too. */
  public void join(Session other) {
    memories.join(other.memories);
  }

  /**
   * From now on this session is held to have seen all that there was until now: for one whose token
   * was lost.
   */
  public void behind() {
    memories.join(IncomingTokens.everything());
  }

  /**
   * What it remembers of a scope: begins with the tokens that came in, and knows of what was seen
   * in other scopes since, for several may lead to one system.
   */
  public Memory memory(Scope scope) {
    return memories.of(scope);
  }

  /**
   * A token of all that the session has seen, to go on with it in another request, on this or
   * another application node; null if it has seen nothing, and the one that came in if it has seen
   * no more. Where a replica was read, it may be asked up to where that was: one round trip to that
   * node.
   *
   * @throws IllegalStateException if there is no key to sign it with: setting {@code tokenKeys}
   */
  public @Nullable String token() {
    return memories.token(any -> true);
  }

  /**
   * As {@link #token}, but without what was seen where there is no key: for what carries the
   * sessions of others, and should not fail because one data source of several has no {@code
   * tokenKeys}.
   */
  public @Nullable String signedPart() {
    return memories.token(Memory::signs);
  }

  /**
   * Whether something that the session had read or written is no more: it was on an old primary,
   * and had not come to the one that was promoted.
   */
  public boolean lost() {
    return memories.any(Memory::lost);
  }

  /** The same work, in this session whichever thread runs it. */
  public Runnable wrap(Runnable work) {
    return () -> {
      Session before = CURRENT.get();
      CURRENT.set(this);
      try {
        work.run();
      } finally {
        bind(before);
      }
    };
  }

  /** The same work, in this session whichever thread runs it. */
  public <T extends @Nullable Object> Callable<T> wrap(Callable<T> work) {
    return () -> {
      Session before = CURRENT.get();
      CURRENT.set(this);
      try {
        return work.call();
      } finally {
        bind(before);
      }
    };
  }

  /** An executor whose work is in this session. */
  public Executor wrap(Executor executor) {
    return work -> executor.execute(wrap(work));
  }

  /**
   * Ends the binding to this thread; the session that was bound before is again, and has seen what
   * this one has seen. The session can still be asked for its {@link #token}.
   */
  @Override
  public void close() {
    closed = true;
    Session before = outer == null ? null : outer.get();
    while (before != null && before.closed) {
      before = before.outer == null ? null : before.outer.get();
    }
    if (before != null) {
      before.join(this);
    }
    if (CURRENT.get() == this) {
      bind(before);
    }
  }
}
