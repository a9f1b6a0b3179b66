package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Session;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.routing.Hint;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.routing.Verdict.Reach;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a statement outside of a transaction on the primary, whatever the replicas hold, and
 * how much a read must see. Not threadsafe, as the connection whose state it looks at.
 */
final class HomeRules {

  private final World world;
  private final ConnectionState state;

  HomeRules(World world, ConnectionState state) {
    this.world = world;
    this.state = state;
  }

  /** Why the statement goes to the primary, or null if the router is to decide. */
  @Nullable RouteReason why(Verdict verdict, Work<?> work, boolean pinned) {
    RouteReason own = work.primaryOnly();
    if (own != null) {
      return own;
    }
    if (pinned) {
      return RouteReason.PINNED;
    }
    if (world.settings().primaryAlways() || asksForPrimary(work)) {
      return RouteReason.PRIMARY_ONLY;
    }
    if (state.isSerializable()) {
      return RouteReason.SERIALIZABLE;
    }
    if (!state.autoCommit() && !state.readOnly()) {
      return RouteReason.READ_WRITE_TRANSACTION;
    }
    return switch (verdict.kind()) {
      case WRITE -> RouteReason.WRITE;
      case SESSION -> RouteReason.SESSION_STATE;
      case TRANSACTION -> RouteReason.READ_WRITE_TRANSACTION;
      case UNKNOWN -> RouteReason.UNKNOWN_STATEMENT;
      case READ -> consistency(work) == Consistency.STRONG ? RouteReason.STRONG : whyRead(verdict);
    };
  }

  private @Nullable RouteReason whyRead(Verdict read) {
    if (read.primaryOnly()) {
      return RouteReason.PRIMARY_ONLY;
    }
    if (world.catalogues().primary().version() == 0) {
      return RouteReason.UNKNOWN_STATEMENT;
    }
    return read.reach() == Reach.PRIMARY ? RouteReason.NOT_ON_A_REPLICA : null;
  }

  /** Whether a hint asks for the primary itself. */
  static boolean asksForPrimary(Work<?> work) {
    Hint hint = Hint.of(work.sql());
    return hint != null && hint.consistency() == null;
  }

  /** What the work must be able to see: the statement's word, else the session's, else the rule. */
  Consistency consistency(Work<?> work) {
    Hint hint = Hint.of(work.sql());
    Consistency asked = hint == null ? null : hint.consistency();
    if (asked == null) {
      Session bound = Session.current();
      asked = bound == null ? null : bound.consistency();
    }
    Settings settings = world.settings();
    return asked == null ? settings.consistency() : asked.max(settings.weakestConsistency());
  }
}
