package dev.meridian.integration.chaos;

import dev.meridian.testkit.history.Access;
import dev.meridian.testkit.history.History;
import dev.meridian.testkit.history.LostValues;
import dev.meridian.testkit.history.Notice.Loss;
import dev.meridian.testkit.history.Operation;
import dev.meridian.testkit.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds reads that show what a failover took back, of a session that knew of the new primary: it
 * had written there before it asked.
 */
final class PastFork {

  private PastFork() {}

  static List<String> of(History history) {
    List<String> findings = new ArrayList<>();
    int failover = 0;
    Set<Long> lost = Set.of();
    for (var notice : history.notices()) {
      if (notice instanceof Loss loss) {
        if (loss.failover() != failover) {
          failover = loss.failover();
          lost = LostValues.of(history, loss);
        }
        check(history, loss, lost, findings);
      }
    }
    return findings;
  }

  private static void check(History history, Loss loss, Set<Long> lost, List<String> findings) {
    int knows = Integer.MAX_VALUE;
    for (Operation operation : history.operations()) {
      if (operation.session().equals(loss.session())
          && operation.invoked() > loss.at()
          && operation.outcome() == Outcome.OK
          && operation.accesses().stream().anyMatch(Access::write)) {
        knows = Math.min(knows, operation.completed());
      }
    }
    for (Operation operation : history.operations()) {
      for (Access access : operation.accesses()) {
        if (operation.session().equals(loss.session())
            && operation.invoked() > knows
            && !access.write()
            && access.values().stream().anyMatch(lost::contains)) {
          findings.add(
              "session "
                  + loss.session()
                  + " reads what failover "
                  + loss.failover()
                  + " took back, after it has written on the new primary: "
                  + operation);
        }
      }
    }
  }
}
