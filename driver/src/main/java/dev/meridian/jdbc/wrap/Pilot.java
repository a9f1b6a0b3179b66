package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.routing.SettingChange;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes each statement of one logical connection to the side where it belongs, and notes what the
 * session saw there.
 *
 * <ol>
 *   <li>With a transaction open, by the server's own word, it goes where that is. On a replica,
 *       only what that replica can answer as the primary would; and what does not only read is sent
 *       on to get the server's own refusal.
 *   <li>A read-only transaction begins on the replica that serves its first statement, if that only
 *       reads. Every other transaction begins on the primary.
 *   <li>In autocommit what only reads goes to the node that the {@link
 *       dev.meridian.jdbc.routing.Router} names. If that node is behind the session, it is waited
 *       for as long as that pays.
 *   <li>An autocommit read whose node was lost, or could not serve it for reasons of its own, runs
 *       again elsewhere: no row of it was handed out. One that the replica refused as a write
 *       (25006) runs once more on the primary, and the classifier learns. Nothing else is ever
 *       repeated.
 *   <li>A plain setting outside of a transaction is made on the primary, and on a replica before
 *       its next statement. Any other statement that changes the state of the server session,
 *       whatever else it does, pins the connection to the primary until {@code DISCARD ALL}, or
 *       until it is closed.
 * </ol>
 *
 * <p>Not threadsafe.
 */
final class Pilot {

  private final World world;
  private final Logbook logbook;
  private final ReplicaGuard guard;
  private final Sides sides;
  private final ConnectionState state;
  private final HomeRules home;
  private final HomeSide homeSide;
  private final SideRunner runner;
  private final ReadChoice choice;
  private final SideAhead ahead;

  private boolean pinned;
  // Once true this is always true.
  private boolean handedOut;

  Pilot(World world, SessionMemory session, Sides sides, ConnectionState state) {
    this.world = world;
    this.logbook = new Logbook(world, session);
    this.guard = new ReplicaGuard(world, state, logbook);
    this.sides = sides;
    this.state = state;
    this.home = new HomeRules(world, state);
    this.homeSide = new HomeSide(world, sides, state);
    this.runner = new SideRunner(world, logbook, sides, state);
    this.choice = new ReadChoice(world, sides, logbook);
    this.ahead = new SideAhead(this);
  }

  /** Chooses nodes for reads. */
  ReadChoice choice() {
    return choice;
  }

  /** Gives sides for what is not a statement of the application, or not yet. */
  SideAhead ahead() {
    return ahead;
  }

  /** Executes on sides, and knows where the last statement ran. */
  SideRunner runner() {
    return runner;
  }

  /** The text that brings the position along on that side, or null if the work runs as it is. */
  @Nullable String carryingText(Side side, Work<?> work) throws SQLException {
    return runner.carryingText(side, verdict(work.sql()), work);
  }

  /** As of {@link SideRunner#on}. */
  <R> R on(Side side, Verdict verdict, RouteReason reason, Duration waited, Work<R> work)
      throws SQLException {
    return runner.on(side, verdict, reason, waited, pinned, work);
  }

  /**
   * The connection is about to be closed: what happened on it unseen counts as a write, and what an
   * open transaction has read was read.
   */
  void closing() {
    Side primary = sides.primary();
    if (primary != null && (pinned || logbook.wrote())) {
      logbook.unseen(primary);
    }
    logbook.closing();
  }

  boolean isPinned() {
    return pinned;
  }

  /** pgjdbc's own connection is handed out: from now on every statement goes to the primary. */
  void pin() {
    pinned = true;
    handedOut = true;
  }

  /** What the application does with pgjdbc's own connection, its session has seen. */
  void watch(Side side) throws SQLException {
    if (side.pg instanceof PositionedConnection own) {
      own.watch(() -> logbook.saw(side));
    }
  }

  /**
   * Before what is sent piece by piece, or by whom nobody here sees.
   *
   * @throws SQLException as of {@link ResidencyGate#require}, if the open transaction, or else the
   *     primary, is outside
   */
  void requirePassage() throws SQLException {
    Side open = sides.inTransaction();
    if (open == null) {
      world.gate().requirePrimary(world.topology());
    } else {
      requirePassage(open);
    }
  }

  /** As of {@link ResidencyGate#require}. */
  void requirePassage(Side side) throws SQLException {
    world.gate().require(side.node.node());
  }

  /** Whether it may be sent anything. */
  boolean isLetThrough(Side side) {
    return world.gate().admits(side.node.node());
  }

  /**
   * Ends an open transaction where nothing may be sent any more, not even that it is rolled back:
   * its server does so when the connection ends.
   */
  void hangUp(Side side) throws SQLException {
    side.lose();
    side.pg.close();
    forgetLost(side);
  }

  /** Executes where the statement belongs. */
  <R> R run(Work<R> work) throws SQLException {
    Verdict verdict = verdict(work.sql());
    Side open = sides.inTransaction();
    if (open != null) {
      return inTransaction(open, verdict, work);
    }
    RouteReason why = whyHome(verdict, work);
    if (why == null) {
      return new ReadFlight<>(this, verdict, work).fly();
    }
    LentPrimary.require(
        world.topology().primary(), verdict, work.sql(), !state.autoCommit(), this::verdict);
    if (verdict.kind() == Kind.SESSION && state.autoCommit()) {
      SettingChange change = SettingChange.of(work.sql());
      if (change != null) {
        return changing(change, verdict, why, work);
      }
    }
    Side side = primarySide(work.waiting());
    pinned |= !side.isPooled() && verdict.leavesState();
    return atHome(side, verdict, why, work);
  }

  /** Runs once more on another primary what one that was demoted has refused in autocommit. */
  private <R> R atHome(Side side, Verdict verdict, RouteReason why, Work<R> work)
      throws SQLException {
    try {
      return on(side, verdict, why, Duration.ZERO, work);
    } catch (SQLException e) {
      boolean refused =
          Failures.isRefusedWrite(e)
              && verdict.isAllOrNothing()
              && state.autoCommit()
              && !state.readOnly();
      if (!refused || pinned || !homeSide.isAnotherThan(side, work.waiting())) {
        throw e;
      }
      return on(primarySide(work.waiting()), verdict, why, Duration.ZERO, work);
    }
  }

  /** What the text is, by the settings of this connection. */
  Verdict verdict(String sql) {
    Verdict verdict = world.verdict(sql, standardConformingStrings());
    return state.isRoleSet() ? verdict.withoutSubscriber() : verdict;
  }

  /** A setting is changed on the primary, which judges it, and later on a replica as well. */
  private <R> R changing(SettingChange change, Verdict verdict, RouteReason why, Work<R> work)
      throws SQLException {
    Side side = primarySide(work.waiting());
    R result;
    try {
      result = on(side, verdict, why, Duration.ZERO, work);
    } catch (SQLException e) {
      // Where pgjdbc and not the server complains, as of a result that is missing, it has changed.
      pinned |= !Failures.isServersOwn(e);
      throw e;
    }
    if (change.kind() == SettingChange.Kind.DISCARD_ALL) {
      pinned = handedOut;
    }
    if (!pinned && !state.remember(change, work.sql(), side)) {
      pinned = true;
    }
    return result;
  }

  /** Takes note of a text that will be executed with others. */
  void note(String sql) throws SQLException {
    requirePassage();
    Verdict verdict = verdict(sql);
    LentPrimary.require(
        world.topology().primary(),
        verdict,
        sql,
        !state.autoCommit() || sides.inTransaction() != null,
        this::verdict);
    pinned |= verdict.leavesState();
  }

  /**
   * Something wants a session of its own on the primary.
   *
   * @throws SQLException (0A000) if a pooler lends it another for each transaction
   */
  void requireSession(String what) throws SQLException {
    NodeState primary = world.topology().primary();
    if (primary != null && primary.isPooled()) {
      throw LentPrimary.refusal(primary, what);
    }
  }

  /** The side on the primary, up to date with the connection's state. */
  Side primarySide() throws SQLException {
    return primarySide(new StatementWait());
  }

  /** As {@link #primarySide()}, for a statement whose cancelling ends the wait. */
  Side primarySide(StatementWait waiting) throws SQLException {
    Settings settings = world.settings();
    boolean longer = settings.failoverTimeout().compareTo(settings.catchUpTimeout()) > 0;
    awaitLaterTimeline(longer ? settings.failoverTimeout() : settings.catchUpTimeout(), waiting);
    return homeSide.get(waiting, pinned);
  }

  /** As of {@link LaterTimeline#await}. */
  void awaitLaterTimeline(Duration patience, StatementWait waiting) throws SQLException {
    logbook.memory().later().await(patience.toNanos(), waiting);
  }

  /** Why it belongs on the primary, or null if it may be read elsewhere. */
  @Nullable RouteReason whyHome(Verdict verdict, Work<?> work) {
    return home.why(verdict, work, pinned);
  }

  /** What the work must be able to see. */
  Consistency consistency(Work<?> work) {
    return home.consistency(work);
  }

  /**
   * Whether nothing is to be run or committed on a side any more: its server session has ended, or
   * its node is known not to be the primary any more.
   */
  boolean isLost(Side side) throws SQLException {
    if (side.isDeposed(world.topology())) {
      side.lose();
    }
    return side.isClosed();
  }

  /** As {@link #isLost}, with the error that the application gets. */
  void requireAlive(Side side) throws SQLException {
    if (isLost(side)) {
      throw pinned
          ? Failures.pinnedSessionLost(side.node)
          : Failures.transactionLost(side.node, null);
    }
  }

  private <R> R inTransaction(Side side, Verdict verdict, Work<R> work) throws SQLException {
    requirePassage(side);
    requireAlive(side);
    if (side.use == Use.REPLICA && !side.hasFailed()) {
      guard.requireAnswer(side, verdict, work, consistency(work));
    } else if (side.use == Use.PRIMARY && side.isPooled()) {
      LentPrimary.require(side.node, verdict, work.sql(), true, this::verdict);
    } else if (side.use == Use.PRIMARY) {
      pinned |= verdict.leavesState();
    }
    state.applyTo(side);
    R result = on(side, verdict, RouteReason.IN_TRANSACTION, Duration.ZERO, work);
    guard.requireComparedColumns(side, verdict, work);
    return result;
  }

  /** Says what a replica may answer. */
  ReplicaGuard guard() {
    return guard;
  }

  World world() {
    return world;
  }

  Sides sides() {
    return sides;
  }

  ConnectionState state() {
    return state;
  }

  /** What the session sees through this connection is noted here. */
  Logbook logbook() {
    return logbook;
  }

  /** The open transaction has ended with its server session; another one takes its place. */
  void forgetLost(Side side) throws SQLException {
    logbook.transactionEnded(side);
    if (!pinned) {
      sides.discard(side);
    }
  }

  boolean standardConformingStrings() {
    Side side = sides.primary();
    if (side == null) {
      side = sides.replica();
    }
    return side == null || side.pg.getStandardConformingStrings();
  }
}
