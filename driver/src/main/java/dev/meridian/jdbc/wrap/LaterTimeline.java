package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.session.Position;
import dev.meridian.jdbc.topology.NodeSample;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A timeline that a session's tokens told of and whose primary was not seen here yet. Until it is,
 * no node shows what the session has seen, and the primary that is seen is an old one: the session
 * neither reads nor writes. Threadsafe.
 */
final class LaterTimeline {

  private final World world;
  // Null when it is seen, or there was none.
  private final AtomicReference<@Nullable Position> awaited = new AtomicReference<>();

  LaterTimeline(World world) {
    this.world = world;
  }

  /** A good token of what may be this system tells of a timeline of which no primary is seen. */
  void told(Position position) {
    awaited.accumulateAndGet(position, Position::further);
    world.monitor().wantAll();
  }

  /** What another session of the same world awaits, this one does too. */
  void join(LaterTimeline other) {
    Position theirs = other.awaited();
    if (theirs != null) {
      told(theirs);
    }
  }

  /** Up to where the session has seen on that timeline, or null if none is awaited. */
  @Nullable Position awaited() {
    Position position = awaited.get();
    if (position != null && isSeen(position, world.monitor().topology())) {
      awaited.compareAndSet(position, null);
      return null;
    }
    return position;
  }

  private boolean isSeen(Position position, Topology topology) {
    NodeState primary = topology.primary();
    NodeSample sample = primary == null ? null : primary.sample();
    Long system = world.monitor().systemIdentifier();
    return (system != null && system != position.systemIdentifier())
        || (sample != null && sample.timeline() >= position.timeline());
  }

  /**
   * Waits for its primary.
   *
   * @throws SQLException (08001) if that was not seen within {@code nanos}
   */
  void await(long nanos, StatementWait waiting) throws SQLException {
    Position position = awaited();
    if (position == null) {
      return;
    }
    world.monitor().wantAll();
    boolean seen =
        waiting.run(
            nanos, limit -> world.monitor().await(topology -> isSeen(position, topology), limit));
    if (!seen) {
      throw Failures.laterTimeline(position.timeline(), world.topology(), world.settings());
    }
  }
}
