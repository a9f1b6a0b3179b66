package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.Target;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The worlds of this JVM: one for each distinct URL, user and settings, shared by all who connect
 * there, and stopped when it has been unused for a minute. This class is threadsafe.
 */
public final class Worlds {

  private static final Executor AFTER_A_MINUTE =
      CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES);

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Map<Target, Shared> OPEN = new HashMap<>();

  private Worlds() {}

  private static final class Shared {

    final Target target;
    final World world;
    final SessionMemory session;
    // Guarded by LOCK.
    int users;
    long generation;

    Shared(Target target) throws SQLException {
      this.target = target;
      this.world = new World(target);
      this.session = world.begin();
    }
  }

  /** One user's hold on a world. Threadsafe. */
  public static final class Lease {

    private final Shared shared;
    private final AtomicBoolean released = new AtomicBoolean();

    private Lease(Shared shared) {
      this.shared = shared;
    }

    public World world() {
      return shared.world;
    }

    /** The session of all who have none of their own. */
    SessionMemory sharedSession() {
      return shared.session;
    }

    /** Lets go; the world lives on for a minute. */
    public void release() {
      if (released.compareAndSet(false, true)) {
        Worlds.release(shared, false);
      }
    }

    /** Lets go; the world ends at once, unless others use it. */
    public void releaseNow() {
      if (released.compareAndSet(false, true)) {
        Worlds.release(shared, true);
      }
    }
  }

  /**
   * The world of a target, once it is known whether it can be used.
   *
   * @throws SQLException if it can not; then nothing of it is left running, unless others use it
   */
  public static Lease acquire(Target target) throws SQLException {
    Lease lease = hold(target);
    boolean ready = false;
    try {
      lease.world().awaitReady();
      ready = true;
      return lease;
    } finally {
      if (!ready) {
        lease.releaseNow();
      }
    }
  }

  private static Lease hold(Target target) throws SQLException {
    Lease known = hold(target, null);
    if (known != null) {
      return known;
    }
    // That reads files, for which nobody else has to wait.
    Shared own = new Shared(target);
    Lease lease = Objects.requireNonNull(hold(target, own));
    if (lease.shared != own) {
      own.world.close();
    }
    return lease;
  }

  /** What is open already, or else what is given, or null if that is null. */
  private static @Nullable Lease hold(Target target, @Nullable Shared given) {
    LOCK.lock();
    try {
      Shared shared = OPEN.getOrDefault(target, given);
      if (shared == null) {
        return null;
      }
      OPEN.put(target, shared);
      shared.users++;
      shared.generation++;
      return new Lease(shared);
    } finally {
      LOCK.unlock();
    }
  }

  private static void release(Shared shared, boolean now) {
    long generation;
    LOCK.lock();
    try {
      shared.users--;
      generation = shared.generation;
    } finally {
      LOCK.unlock();
    }
    if (now) {
      closeIfUnused(shared, generation);
    } else {
      AFTER_A_MINUTE.execute(() -> closeIfUnused(shared, generation));
    }
  }

  /** Closes unless somebody has come since. */
  private static void closeIfUnused(Shared shared, long generation) {
    LOCK.lock();
    try {
      if (shared.users > 0 || shared.generation != generation) {
        return;
      }
      OPEN.remove(shared.target, shared);
    } finally {
      LOCK.unlock();
    }
    shared.world.close();
  }
}
