package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.IncomingTokens;
import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Session;
import dev.meridian.jdbc.routing.Coverage;
import dev.meridian.jdbc.routing.Gathering;
import dev.meridian.jdbc.session.Position;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.session.SeenState.Known;
import dev.meridian.jdbc.session.TokenReading;
import dev.meridian.jdbc.session.TokenReading.Finding;
import dev.meridian.jdbc.topology.Catalogues;
import dev.meridian.jdbc.topology.NodeSample;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import dev.meridian.jdbc.topology.TopologyMonitor;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What one session has seen in one world.
 *
 * <ol>
 *   <li>A good token of this system's timeline is a position. It counts up to where the primary is
 *       found to be after the token came in: nobody has seen more.
 *   <li>One of an earlier timeline is good up to the fork, if that is known. Past it, what it
 *       stands for is lost: the session is told so once. So it is of what it did here itself.
 *   <li>With any other token that may be one, the session is behind: whatever was written before
 *       the token came in may have been seen. What is no token says nothing.
 *   <li>One of a later timeline shows that there is another primary: until that is seen, the
 *       session neither reads nor writes.
 *   <li>Of several tokens in one text only that of this system counts, if there is one.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
final class SessionMemory implements Session.Memory {

  private static final System.Logger LOG = System.getLogger(SessionMemory.class.getName());

  private record Received(String token, Position position) {}

  private final World world;
  private final SeenState seen;
  private final Loss loss = new Loss();
  private final Gathering gathering = new Gathering();
  // The furthest token that came in, to be handed out again if nothing is seen but it.
  private final AtomicReference<@Nullable Received> received = new AtomicReference<>();

  // The furthest that a primary told of the session's own work, until that timeline has ended.
  private final AtomicReference<@Nullable Position> furthest = new AtomicReference<>();

  private final LaterTimeline later;

  SessionMemory(World world) {
    this.world = world;
    this.later = new LaterTimeline(world);
    this.seen = new SeenState(world.topology().nodes().size());
  }

  SeenState seen() {
    lookForLoss();
    return seen;
  }

  /** Notes what a statement on the primary brought; as of {@link SeenState#saw(Known, long)}. */
  void learned(NodeState primary, Known known, long definedNanos) {
    seen().saw(known, definedNanos);
    NodeSample sample = primary.sample();
    if (sample != null) {
      furthest.accumulateAndGet(
          new Position(
              sample.identity().systemIdentifier(),
              sample.timeline(),
              known.position(),
              Position.UNKNOWN_DEFINITIONS),
          Position::further);
    }
  }

  /** Where its connections come together to read. */
  Gathering gathering() {
    return gathering;
  }

  /** What must have been seen here before the session reads or writes anything. */
  LaterTimeline later() {
    return later;
  }

  /** Whether what was done here has come to the primary that there is now. */
  private void lookForLoss() {
    Position mine = furthest.get();
    NodeState primary = mine == null ? null : world.monitor().topology().primary();
    NodeSample sample = primary == null ? null : primary.sample();
    if (mine != null
        && sample != null
        && sample.timeline() > mine.timeline()
        && furthest.compareAndSet(mine, null)) {
      tellIfLost(sample, mine.timeline(), mine.lsn());
    }
  }

  @Override
  public void join(IncomingTokens incoming) {
    boolean own = false;
    boolean behind = incoming.tooMany();
    for (String text : incoming.texts()) {
      TokenReading reading = world.tokens().read(text);
      Position position = reading.position();
      if (reading.finding() == Finding.VALID && position != null && isOfThisSystem(position)) {
        own = true;
        joinOwn(position, incoming.nanos());
        if (!position.lsn().equals(Position.UNKNOWN)) {
          received.accumulateAndGet(new Received(text, position), SessionMemory::further);
        }
      } else {
        behind |= reading.finding() != Finding.GARBAGE;
        if (reading.finding() == Finding.VALID && position != null && isSystemUnknown()) {
          later.told(position);
        }
      }
    }
    if (behind && !own) {
      seen.behind(incoming.nanos());
    }
  }

  private static @Nullable Received further(@Nullable Received one, @Nullable Received other) {
    return one == null || other == null
        ? (one == null ? other : one)
        : one.position.equals(Position.further(one.position, other.position)) ? one : other;
  }

  private boolean isSystemUnknown() {
    return world.monitor().systemIdentifier() == null;
  }

  private boolean isOfThisSystem(Position position) {
    Long system = world.monitor().systemIdentifier();
    return system != null && system == position.systemIdentifier();
  }

  private void joinOwn(Position position, long nanos) {
    NodeState primary = world.topology().primary();
    NodeSample sample = primary == null ? null : primary.sample();
    if (primary == null || sample == null || position.lsn().equals(Position.UNKNOWN)) {
      seen.behind(nanos);
      if (sample == null) {
        later.told(position);
      }
    } else if (isHeldBy(sample, position.timeline(), position.lsn())) {
      boolean sameDefinitions =
          position.definitions() != Position.UNKNOWN_DEFINITIONS
              && position.definitions() == world.tokens().definitions(world.catalogues());
      seen.told(
          new Known(primary.node().index(), primary.incarnation(), position.lsn(), nanos),
          sameDefinitions ? SeenState.NOTHING : nanos);
    } else {
      tellIfLost(sample, position.timeline(), position.lsn());
      seen.behind(nanos);
      if (position.timeline() > sample.timeline()) {
        later.told(position);
      }
    }
  }

  /** Whether what stands before the position is on the primary, in the same place. */
  private boolean isHeldBy(NodeSample primary, int timeline, Lsn lsn) {
    if (timeline == primary.timeline()) {
      return true;
    }
    Lsn fork = world.monitor().fork(timeline, primary.timeline());
    return timeline < primary.timeline() && fork != null && fork.hasReached(lsn);
  }

  /** Past a fork that is known, what stands before the position is known to be lost. */
  private void tellIfLost(NodeSample primary, int timeline, Lsn lsn) {
    Lsn fork = world.monitor().fork(timeline, primary.timeline());
    if (timeline < primary.timeline() && fork != null && !fork.hasReached(lsn)) {
      LOG.log(
          Level.WARNING,
          "a session had seen WAL up to {0} of timeline {1}, which ended at {2}: the rest is lost",
          lsn,
          timeline,
          fork);
      loss.found();
    }
  }

  @Override
  public void join(Session.Memory other) {
    if (!(other instanceof SessionMemory same)) {
      return;
    }
    if (same.world == world) {
      seen.join(same.seen);
      loss.join(same.loss);
      later.join(same.later);
      furthest.accumulateAndGet(same.furthest.get(), Position::further);
    } else if (!same.seen.isEmpty() && mayBeOfThisSystem(same)) {
      NodeState primary = world.monitor().topology().primary();
      seen.joinFromElsewhere(
          same.seen,
          primary == null ? -1 : primary.node().index(),
          primary == null ? 0 : primary.incarnation());
    }
  }

  private boolean mayBeOfThisSystem(SessionMemory other) {
    Long mine = world.monitor().systemIdentifier();
    Long theirs = other.world.monitor().systemIdentifier();
    return mine == null || theirs == null || mine.equals(theirs);
  }

  @Override
  public boolean isForeign(String token) {
    TokenReading reading = world.tokens().look(token);
    Position position = reading.position();
    return position != null
        && (reading.finding() == Finding.VALID || reading.finding() == Finding.OTHER_AUDIENCE)
        && !isOfThisSystem(position);
  }

  @Override
  public boolean signs() {
    return world.tokens().haveKeysOrTell(world.target().database());
  }

  @Override
  public @Nullable String token() {
    if (seen.isEmpty()) {
      return null;
    }
    Position awaited = later.awaited();
    if (awaited != null) {
      return world.tokens().write(awaited);
    }
    Position position = position();
    Received then = received.get();
    return then != null && then.position.equals(position) && world.tokens().isFresh(then.token)
        ? then.token
        : world.tokens().write(position);
  }

  /**
   * Up to where it has seen. Nodes are asked for it if need be, for at most {@code catchUpTimeout};
   * where that is not enough, the position says that it is not known.
   */
  private Position position() {
    long definitions = definitions();
    TopologyMonitor monitor = world.monitor();
    Lsn lsn = null;
    Topology now = monitor.topology();
    try {
      boolean known =
          monitor.await(
              topology -> {
                Coverage coverage = Coverage.of(seen, topology);
                coverage.unasked().forEach(monitor::want);
                return coverage.position() != null;
              },
              world.settings().catchUpTimeout().toNanos());
      // Position and timeline of one picture: a failover may come between two.
      now = monitor.topology();
      lsn = known ? Coverage.of(seen, now).position() : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    NodeState primary = now.primary();
    NodeSample sample = primary == null ? null : primary.sample();
    Long system = monitor.systemIdentifier();
    return lsn == null || sample == null || system == null
        ? new Position(system == null ? 0 : system, 0, Position.UNKNOWN, definitions)
        : new Position(system, sample.timeline(), lsn, definitions);
  }

  /** The definitions that it has seen, if they are those that were compared last. */
  private long definitions() {
    Catalogues now = world.catalogues();
    boolean compared =
        world.topology().nodes().stream()
            .filter(state -> state.role() == Role.SUBSCRIBER)
            .mapToLong(
                state -> seen.definitionsElsewhere(state.node().index(), state.incarnation()))
            .anyMatch(now::isConfirmedSince);
    return compared ? world.tokens().definitions(now) : Position.UNKNOWN_DEFINITIONS;
  }

  @Override
  public boolean lost() {
    lookForLoss();
    return loss.happened();
  }

  /** Whether there is a loss of which the application has not been told; asked once. */
  boolean tellsOfLoss() {
    lookForLoss();
    return loss.tells();
  }
}
