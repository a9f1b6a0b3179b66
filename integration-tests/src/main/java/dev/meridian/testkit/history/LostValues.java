package dev.meridian.testkit.history;

import java.util.HashSet;
import java.util.Set;

/** What a failover took back. */
public final class LostValues {

  private LostValues() {}

  /**
   * The values that were written before a session was told of the loss, and are above what is left;
   * and those that were found where others might still read them.
   */
  public static Set<Long> of(History history, Notice.Loss loss) {
    Set<Long> values = new HashSet<>(loss.gone());
    for (Operation operation : history.operations()) {
      for (Access access : operation.accesses()) {
        Long left = loss.surviving().get(access.key());
        if (access.write()
            && access.completed() < loss.at()
            && left != null
            && access.height() > left) {
          values.addAll(access.values());
        }
      }
    }
    return values;
  }
}
