package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds the replicas that stand still just short of what somebody waits for. On an idle primary the
 * last WAL may be written but not flushed, or flushed up to the middle of a record, as long as
 * nobody commits: then no replica gets to its end, though what the reader has seen is long there.
 *
 * <ol>
 *   <li>The position is at most {@value #SHORT_BYTES} bytes away: what is far behind is on its way,
 *       or held up by what no nudge helps against.
 *   <li>The replica has told the same position for {@value #STILL_MILLIS} ms, with something still
 *       to be reached all the while. Whoever waited may have gone elsewhere by then: the next
 *       answer of the replica's probe will tell.
 *   <li>Nobody was nudged for that position within the last {@value #AGAIN_MILLIS} ms (a nudge can
 *       be lost with its connection), and nobody in this JVM within the last {@value #PAUSE_MILLIS}
 *       ms.
 * </ol>
 *
 * <p>Not threadsafe, but for the last rule.
 */
final class Nudging {

  private static final long SHORT_BYTES = 65_536;
  private static final long STILL_MILLIS = 100;
  private static final long PAUSE_MILLIS = 100;
  private static final long AGAIN_MILLIS = 1_000;

  private static final long NEVER = Long.MIN_VALUE;
  private static final AtomicLong LAST = new AtomicLong(NEVER);

  private record Stand(Lsn position, long sinceNanos, Lsn wanted) {

    Stand wanting(Lsn later) {
      return new Stand(position, sinceNanos, wanted.max(later));
    }
  }

  // By the node's index.
  private final Map<Integer, Stand> stands = new HashMap<>();
  private Lsn nudgedFor = Lsn.ZERO;
  // Where that was: a position of another system, or of another history, says nothing of this one.
  private long nudged;
  private long nudgedNanos;

  /**
   * Whether to nudge now; whoever is told so does it.
   *
   * @param replica one that has not reached {@code wanted}, for which a read waits
   * @param primary the {@link NodeState#incarnation} of the one that is nudged
   * @param nowNanos {@link System#nanoTime}
   */
  boolean isDue(NodeState replica, Lsn wanted, long primary, long nowNanos) {
    int node = replica.node().index();
    Stand stand = stands.get(node);
    if (stand == null || !stand.position.equals(replica.position())) {
      stands.put(node, new Stand(replica.position(), nowNanos, wanted));
      return false;
    }
    stands.put(node, stand.wanting(wanted));
    long missing = wanted.value() - replica.position().value();
    if (missing > SHORT_BYTES
        || wasNudged(wanted, primary, nowNanos)
        || nowNanos - stand.sinceNanos < TimeUnit.MILLISECONDS.toNanos(STILL_MILLIS)
        || !isFirst(nowNanos)) {
      return false;
    }
    nudgedFor = wanted;
    nudged = primary;
    nudgedNanos = nowNanos;
    return true;
  }

  /**
   * Whether to nudge now for the sake of reads that waited in vain; once for all of them.
   *
   * @param replica as it has just answered
   */
  boolean isStillDue(NodeState replica, long primary, long nowNanos) {
    Stand stand = stands.get(replica.node().index());
    if (stand == null) {
      return false;
    }
    boolean due =
        !replica.position().hasReached(stand.wanted)
            && isDue(replica, stand.wanted, primary, nowNanos);
    if (due || replica.position().hasReached(stand.wanted)) {
      arrived(replica);
    }
    return due;
  }

  private boolean wasNudged(Lsn wanted, long primary, long nowNanos) {
    return primary == nudged
        && nudgedFor.hasReached(wanted)
        && nowNanos - nudgedNanos < TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS);
  }

  private static boolean isFirst(long nowNanos) {
    long last = LAST.get();
    return (last == NEVER || nowNanos - last > TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS))
        && LAST.compareAndSet(last, nowNanos);
  }

  /** The replica has got to where it was to get: from now on it may stand still. */
  void arrived(NodeState replica) {
    stands.remove(replica.node().index());
  }
}
