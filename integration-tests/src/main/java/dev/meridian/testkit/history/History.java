package dev.meridian.testkit.history;

import java.util.List;

/**
 * All that was recorded. Immutable.
 *
 * @param operations in any order
 * @param notices in any order
 * @param instants how many instants of the history's own clock were given
 */
public record History(List<Operation> operations, List<Notice> notices, int instants) {
  public History {
    operations = List.copyOf(operations);
    notices = List.copyOf(notices);
  }
}
