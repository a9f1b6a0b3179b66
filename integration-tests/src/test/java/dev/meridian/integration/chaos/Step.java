package dev.meridian.integration.chaos;

import org.jspecify.annotations.Nullable;

/**
 * One fault of a schedule, or two at a time.
 *
 * @param along what overlaps with it, or null
 * @param pick chooses among the nodes that it may happen to
 * @param place chooses the application's region
 * @param millis how long it lasts; before a promotion, how long there is no primary
 * @param returns whether the old primary comes back writable after a promotion
 */
record Step(
    int number,
    FaultKind kind,
    @Nullable FaultKind along,
    int pick,
    int place,
    int millis,
    boolean returns) {

  /** Where what comes along happens, mostly. */
  Step beside() {
    return new Step(number, kind, along, pick + 1, place + 1, millis, returns);
  }

  @Override
  public String toString() {
    return "#%d %s%s, pick %d, place %d, %d ms%s"
        .formatted(
            number,
            kind,
            along == null ? "" : " + " + along,
            pick,
            place,
            millis,
            returns ? ", the old primary comes back" : "");
  }
}
