package dev.meridian.integration.surface;

import java.util.ArrayList;
import java.util.List;

/** Where two outcomes of one program differ. */
record Difference(String expected, String found, List<String> before) {

  private static final int CONTEXT = 4;

  /** The differences that are not allowed; none after the first line too many or too few. */
  static List<Difference> all(Outcome raw, Outcome wrapped) {
    List<Difference> all = new ArrayList<>();
    int both = Math.min(raw.lines().size(), wrapped.lines().size());
    for (int i = 0; i < both; i++) {
      compare(raw, i, raw.lines().get(i), wrapped.lines().get(i), all);
      // After an end of another kind nothing else can be the same.
      boolean otherEnd = call(raw.lines().get(i)) != call(wrapped.lines().get(i));
      if (otherEnd || Allowed.ends(raw.lines().get(i), wrapped.lines().get(i))) {
        return all;
      }
    }
    if (raw.lines().size() != wrapped.lines().size()) {
      compare(raw, both, line(raw, both), line(wrapped, both), all);
    }
    return all;
  }

  private static String line(Outcome outcome, int i) {
    return i < outcome.lines().size() ? outcome.lines().get(i) : "(nothing)";
  }

  /** Whether a line is that of a call that went well. */
  private static boolean call(String line) {
    return !line.contains(" threw ");
  }

  private static void compare(
      Outcome raw, int i, String expected, String found, List<Difference> all) {
    if (!expected.equals(found) && !Allowed.differs(expected, found)) {
      all.add(
          new Difference(
              expected, found, List.copyOf(raw.lines().subList(Math.max(0, i - CONTEXT), i))));
    }
  }

  @Override
  public String toString() {
    return "after\n    "
        + String.join("\n    ", before)
        + "\n  pgjdbc:   "
        + expected
        + "\n  Meridian: "
        + found;
  }
}
