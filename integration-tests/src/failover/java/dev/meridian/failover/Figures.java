package dev.meridian.failover;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was measured, a line for each question, a column for each subject. Not threadsafe. */
final class Figures {

  private static final String FORMAT = "%-52s";
  private static final String COLUMN = " %-32s";

  /** One cell: values in milliseconds, how often there was none, and failures by SQLState. */
  private static final class Cell {
    final List<Double> values = new ArrayList<>();
    final Map<String, Integer> counts = new TreeMap<>();
    int never;

    @Override
    public String toString() {
      if (values.isEmpty() && never == 0) {
        return counts.isEmpty()
            ? "0"
            : counts.entrySet().stream()
                .map(count -> count.getValue() + "x" + count.getKey())
                .collect(Collectors.joining(" "));
      }
      if (values.isEmpty()) {
        return "never";
      }
      Collections.sort(values);
      return "%.0f (%.0f) ms%s"
          .formatted(
              values.get(values.size() / 2),
              values.get(values.size() - 1),
              never == 0 ? "" : ", never: " + never);
    }
  }

  private final Map<String, Map<Subject, Cell>> lines = new LinkedHashMap<>();

  /** A time that was measured. */
  void millis(String line, Subject subject, double value) {
    cell(line, subject).values.add(value);
  }

  /** It did not happen while it was waited for. */
  void never(String line, Subject subject) {
    cell(line, subject).never++;
  }

  /** Calls that failed; none counts too. */
  void failures(String line, Subject subject, List<Call> calls) {
    Cell cell = cell(line, subject);
    calls.stream()
        .filter(call -> !call.succeeded())
        .forEach(call -> cell.counts.merge(call.state(), 1, Integer::sum));
  }

  private Cell cell(String line, Subject subject) {
    return lines
        .computeIfAbsent(line, any -> new EnumMap<>(Subject.class))
        .computeIfAbsent(subject, any -> new Cell());
  }

  /** Medians, and maxima in brackets; failed calls of all rounds together. */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder(FORMAT.formatted(""));
    for (Subject subject : Subject.values()) {
      table.append(COLUMN.formatted(subject.title));
    }
    lines.forEach(
        (line, cells) -> {
          table.append('\n').append(FORMAT.formatted(line));
          for (Subject subject : Subject.values()) {
            Cell cell = cells.get(subject);
            table.append(COLUMN.formatted(cell == null ? "" : cell.toString()));
          }
        });
    return table.toString();
  }
}
