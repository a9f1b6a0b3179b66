package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Settings;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps reads that replicas should serve from overrunning the primary when a region loses its
 * replicas: at most {@code primaryReadShare} of {@code maxConnections} run there at once. This
 * class is threadsafe.
 */
final class DisplacedReads {

  private final @Nullable Semaphore free;
  private final Settings settings;

  DisplacedReads(Settings settings) {
    this.settings = settings;
    int share = settings.primaryReadShare();
    this.free =
        share == 100
            ? null
            : new Semaphore(Math.max(1, settings.maxConnections() * share / 100), true);
  }

  /**
   * Waits for a place, if a read that goes to the primary for this reason needs one.
   *
   * @return whether it has one, which it must {@link #leave}
   * @throws SQLException (53300) if there is none within {@code catchUpTimeout}
   */
  boolean enter(RouteReason reason, StatementWait waiting) throws SQLException {
    Semaphore places = free;
    if (places == null || !isDisplaced(reason)) {
      return false;
    }
    if (places.tryAcquire()) {
      return true;
    }
    long patience = settings.catchUpTimeout().toNanos();
    if (waiting.run(patience, nanos -> places.tryAcquire(nanos, TimeUnit.NANOSECONDS))) {
      return true;
    }
    throw new SQLTransientException(
        "no replica can serve this read ("
            + reason
            + "), and primaryReadShare="
            + settings.primaryReadShare()
            + "% of maxConnections="
            + settings.maxConnections()
            + " are reading from the primary in place of replicas already; waited for"
            + " catchUpTimeout="
            + settings.catchUpTimeout().toMillis()
            + "ms",
        "53300");
  }

  /** Gives the place back. */
  void leave(boolean entered) {
    if (entered && free != null) {
      free.release();
    }
  }

  private static boolean isDisplaced(RouteReason reason) {
    return switch (reason) {
      case BEHIND, NO_REPLICA, NODE_LOST, CROWDED -> true;
      default -> false;
    };
  }
}
