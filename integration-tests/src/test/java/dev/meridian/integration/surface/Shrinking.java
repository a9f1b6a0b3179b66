package dev.meridian.integration.surface;

import java.io.IOException;
import java.sql.SQLException;

/** Makes a program that shows a difference as short as it can be while it still shows one. */
final class Shrinking {

  /** Whether a program shows the difference. */
  @FunctionalInterface
  interface Check {
    boolean differs(Program program) throws SQLException, IOException;
  }

  private Shrinking() {}

  /** Leaves out halves, quarters, and at last single steps, for as long as that can be done. */
  static Program shortest(Program program, Check check) throws SQLException, IOException {
    Program shortest = program;
    int size = Math.max(1, program.steps().size() / 2);
    while (true) {
      boolean shorter = false;
      for (int from = 0; from < shortest.steps().size(); ) {
        int to = Math.min(shortest.steps().size(), from + size);
        Program candidate = shortest.without(from, to);
        if (check.differs(candidate)) {
          shortest = candidate;
          shorter = true;
        } else {
          from = to;
        }
      }
      if (size > 1) {
        size /= 2;
      } else if (!shorter) {
        return shortest;
      }
    }
  }
}
