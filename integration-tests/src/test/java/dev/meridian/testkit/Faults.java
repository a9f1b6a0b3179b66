package dev.meridian.testkit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Waits for what a check finds. */
final class Faults {
  private Faults() {}

  /** The apply worker comes and goes while it fails: what is found at any time counts. */
  static String await(SubscriptionCheck check, Fault... wanted) {
    Set<Fault> found = new HashSet<>();
    Set<String> words = new TreeSet<>();
    Eventually.holds(
        () -> {
          for (Finding finding : check.run()) {
            found.add(finding.fault());
            words.add(finding.toString());
          }
          return found.containsAll(List.of(wanted));
        });
    return String.join("\n", words);
  }

  static void awaitNone(SubscriptionCheck check) {
    Eventually.holds(() -> check.run().isEmpty());
  }
}
