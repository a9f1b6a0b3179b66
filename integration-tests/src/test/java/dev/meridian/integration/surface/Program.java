package dev.meridian.integration.surface;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** JDBC calls as data: steps on one connection, run the same way whatever driver is behind it. */
record Program(String name, List<Step> steps) {

  Program {
    steps = List.copyOf(steps);
  }

  static Program named(String name) {
    return new Program(name, List.of());
  }

  /** With one more step. */
  Program then(Play play) {
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step("step " + (steps.size() + 1), play));
    return new Program(name, more);
  }

  /** Without the steps from one index up to, not including, another. */
  Program without(int from, int to) {
    List<Step> fewer = new ArrayList<>(steps);
    fewer.subList(from, to).clear();
    return new Program(name, fewer);
  }

  @Override
  public String toString() {
    return name;
  }

  /** The steps, one a line. */
  String text() {
    return steps.stream().map(Step::text).collect(Collectors.joining("\n"));
  }
}
