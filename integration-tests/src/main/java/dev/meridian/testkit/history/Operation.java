package dev.meridian.testkit.history;

import java.util.List;

/**
 * One request of a session: an autocommit statement or a transaction. Immutable.
 *
 * @param process who asked; one process does one thing at a time, a session may have several
 * @param invoked when it began, on the history's own clock: each number is given once, from 0
 * @param completed when its end was known
 * @param nanos {@link System#nanoTime} at its beginning and at its end
 * @param snapshot whether all of its reads are as of its first (REPEATABLE READ)
 * @param accesses its statements that were answered, in order
 * @param served where it ran, as the client knows it; may be empty
 */
public record Operation(
    String session,
    int process,
    int invoked,
    int completed,
    Span nanos,
    boolean snapshot,
    List<Access> accesses,
    String served,
    Outcome outcome) {

  /** Two instants of {@link System#nanoTime}. */
  public record Span(long from, long to) {}

  public Operation {
    accesses = List.copyOf(accesses);
  }

  boolean writes() {
    return accesses.stream().anyMatch(Access::write);
  }

  @Override
  public String toString() {
    return "#" + invoked + "-" + completed + " " + accesses + " at [" + served + "] " + outcome;
  }
}
