package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.topology.RelationName;
import dev.meridian.jdbc.topology.RelationUse;
import dev.meridian.jdbc.topology.RelationUse.Star;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A verdict in the making: begins with the best, and every rule can only make it worse. The reason
 * is that of the rule that made it worst first. One text, one thread.
 */
final class Finding {
  private Kind kind = Kind.READ;
  private Reach reach = Reach.SUBSCRIBER;
  private String because;
  private final Set<RelationName> relations = new HashSet<>();
  private final Set<String> columns = new TreeSet<>();
  private final Set<String> views = new TreeSet<>();
  private Star star = Star.NONE;
  // Once true this is always true.
  private boolean leavesState;

  Finding(String because) {
    this.because = because;
  }

  Kind kind() {
    return kind;
  }

  Reach reach() {
    return kind == Kind.READ ? reach : Reach.PRIMARY;
  }

  String because() {
    return because;
  }

  /**
   * The statement does {@code what}, unless it is known to do worse. What changes the server
   * session is remembered beside what is worse.
   */
  void does(Kind what, String why) {
    leavesState |= what == Kind.SESSION;
    doesUntilCommit(what, why);
  }

  /** As {@link #does}, but nothing of it is left in the server session after the transaction. */
  void doesUntilCommit(Kind what, String why) {
    if (severity(what) > severity(kind)) {
      kind = what;
      because = why;
    }
  }

  /** Something is left in the server session, whatever else the statement does. */
  void leavesState() {
    leavesState = true;
  }

  /** No node beyond {@code limit} can answer. */
  void reaches(Reach limit, String why) {
    if (limit.compareTo(reach) < 0) {
      reach = limit;
      if (kind == Kind.READ) {
        because = why;
      }
    }
  }

  /** Takes over what is worse in {@code other}: a part of this text, or the text of a view. */
  void include(Finding other) {
    doesUntilCommit(other.kind, other.because);
    leavesState |= other.leavesState;
    reaches(other.reach, other.because);
  }

  /** Takes over what {@code other}, a statement of the same text, names. */
  void adoptNames(Finding other) {
    relations.addAll(other.relations);
    columns.addAll(other.columns);
    views.addAll(other.views);
    readsStar(other.star);
  }

  /** The text names a view, or a table with policies, whose own texts count too. */
  void mentionsView(String name) {
    views.add(name);
  }

  Set<String> views() {
    return views;
  }

  void readsRelation(RelationName name) {
    relations.add(name);
  }

  void readsColumn(String name) {
    columns.add(name);
  }

  void readsStar(Star found) {
    if (found.compareTo(star) > 0) {
      star = found;
    }
  }

  Verdict verdict() {
    Set<String> needed = reach() == Reach.SUBSCRIBER ? Set.copyOf(columns) : Set.of();
    RelationUse use = new RelationUse(Set.copyOf(relations), needed, star);
    return new Verdict(kind, reach(), use, because, leavesState);
  }

  private static int severity(Kind kind) {
    return switch (kind) {
      case READ -> 0;
      case TRANSACTION -> 1;
      case UNKNOWN -> 2;
      case SESSION -> 3;
      case WRITE -> 4;
    };
  }
}
