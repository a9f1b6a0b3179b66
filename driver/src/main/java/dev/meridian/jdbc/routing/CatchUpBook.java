package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether it pays to wait for a replica that is behind the session, and how long.
 *
 * <ol>
 *   <li>Where the position to be reached is known, the expected time here is the wait, as the last
 *       ones took, and one round trip to the replica. It pays if going elsewhere takes as long or
 *       longer, give or take {@value #ALLOWANCE_MILLIS} ms: the reads after it are local again.
 *   <li>Where the position is not known, the primary has to be asked for it first. That costs what
 *       reading there costs. If what comes on top is little beside that, it pays.
 *   <li>What does not pay by itself is {@link Gathering tried} now and then: the reads after it are
 *       local, and who never tries stays away for as long as he reads. It takes at most {@value
 *       #TRIAL} times as long as going elsewhere.
 *   <li>A replica that is wanted for more than being near, because {@code readFrom} or the user's
 *       place say so, is worth what it usually takes, whatever that costs elsewhere. While that is
 *       not known, each wait in vain makes the next one longer.
 *   <li>A wait that did not pay, or was in vain, is not tried again for a while, twice as long each
 *       time up to {@value #LONGEST_PAUSE_MILLIS} ms. What was learned counts for half then.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
public final class CatchUpBook {

  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final long ALLOWANCE_MILLIS = 10;
  private static final long ALLOWANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(ALLOWANCE_MILLIS);
  private static final int PATIENCE_SHARE = 4;
  private static final int TRIAL = 4;

  /** What is known of one run of a server. */
  private static final class Waits {

    final long incarnation;
    // Until when not to wait, 0 for no such time; and how long the last pause was.
    final AtomicLong pausedUntil = new AtomicLong();
    final AtomicLong lastPause = new AtomicLong();
    // How long waits for a known position took of late, smoothed; 0 before the first.
    final AtomicLong usualWait = new AtomicLong();

    Waits(long incarnation) {
      this.incarnation = incarnation;
    }
  }

  // By the node's index: no more than there are nodes at a time.
  private final Map<Integer, Waits> waits = new ConcurrentHashMap<>();

  /**
   * How long a read may wait for the replica, in nanoseconds; 0 for not at all. With nothing to go
   * to instead there is no limit but the caller's.
   *
   * @param otherwise a replica that is ready, to go to instead, or null for the primary
   * @param ranked whether the replica is of an earlier group than what serves in its place
   * @param positionKnown whether it is known what is to be reached
   * @param gathering of the session that reads
   */
  public long worthwhileNanos(
      NodeState replica,
      @Nullable NodeState otherwise,
      boolean ranked,
      boolean positionKnown,
      Topology topology,
      Gathering gathering,
      long nowNanos) {
    NodeState primary = topology.primary();
    boolean answers = primary != null && primary.up();
    NodeState instead = otherwise == null && answers ? primary : otherwise;
    if (instead == null) {
      return Long.MAX_VALUE;
    }
    Waits known = waitsOf(replica);
    boolean paused = isBefore(nowNanos, known.pausedUntil.get());
    long here = expectedNanos(replica);
    long away =
        ranked
            ? Math.max(
                instead.roundTripNanos(), Math.max(here, known.lastPause.get() / PATIENCE_SHARE))
            : instead.roundTripNanos();
    long question = positionKnown || primary == null || !answers ? 0 : primary.roundTripNanos();
    // With room for the spread, and for the replica's own answers.
    long room = 4 * replica.roundTripNanos() + ALLOWANCE_NANOS;
    boolean tooLong = here > away + ALLOWANCE_NANOS;
    boolean pays =
        ranked
            || (!tooLong
                && (question == 0 || question + here - away <= away / 4 + ALLOWANCE_NANOS));
    if (pays && !paused) {
      return Math.max(away, question) * 3 / 2 + room;
    }
    if (ranked) {
      return 0;
    }
    // After waits in vain only a longer one is another.
    long most = TRIAL * (question + away);
    long trial = (paused ? most : Math.min((question + here) * 3 / 2, most)) + room;
    if (gathering.tries(nowNanos, trial)) {
      return trial;
    }
    if (tooLong && !paused) {
      gaveUp(replica, nowNanos);
    }
    return 0;
  }

  /** How long it takes until a read there is answered, if the position to reach is known. */
  private long expectedNanos(NodeState replica) {
    return Math.max(waitsOf(replica).usualWait.get(), replica.roundTripNanos())
        + replica.roundTripNanos();
  }

  private static boolean isBefore(long nanos, long until) {
    return until != 0 && nanos - until < 0;
  }

  /**
   * Notes that the replica was ready in time.
   *
   * @param waitedNanos how long that took
   * @param positionKnown whether it was known from the beginning what was to be reached
   */
  public void caughtUp(NodeState replica, long waitedNanos, boolean positionKnown, long nowNanos) {
    Waits known = waitsOf(replica);
    // In a pause it was a trial, which took longer than the waits that were in vain might.
    if (!isBefore(nowNanos, known.pausedUntil.get())) {
      known.lastPause.set(0);
      known.pausedUntil.set(0);
    }
    if (positionKnown) {
      long usual = known.usualWait.get();
      known.usualWait.set(usual == 0 ? waitedNanos : usual + (waitedNanos - usual) / 4);
    }
  }

  /** Notes that the replica was waited for in vain, or that waiting does not pay now. */
  public void gaveUp(NodeState replica, long nowNanos) {
    Waits known = waitsOf(replica);
    long pause =
        Math.min(
            Math.max(SHORTEST_PAUSE_NANOS, 2 * known.lastPause.get()),
            TimeUnit.MILLISECONDS.toNanos(LONGEST_PAUSE_MILLIS));
    known.lastPause.set(pause);
    known.pausedUntil.set(nowNanos + pause);
    known.usualWait.set(known.usualWait.get() / 2);
  }

  /** Another run of the server, or another one in its place, begins anew. */
  private Waits waitsOf(NodeState replica) {
    Waits known = waits.get(replica.node().index());
    if (known == null || known.incarnation != replica.incarnation()) {
      known = new Waits(replica.incarnation());
      waits.put(replica.node().index(), known);
    }
    return known;
  }
}
