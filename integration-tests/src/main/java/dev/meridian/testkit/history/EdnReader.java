package dev.meridian.testkit.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what {@link EdnWriter} wrote of a whole history. Threadsafe. */
public final class EdnReader {

  private EdnReader() {}

  /**
   * The same history.
   *
   * @throws RuntimeException if the text was not written by {@link EdnWriter#write(History)}
   */
  public static History read(String text) {
    List<Operation> operations = new ArrayList<>();
    List<Notice> notices = new ArrayList<>();
    int instants = 0;
    for (String line : text.lines().toList()) {
      if (!(EdnText.read(line) instanceof Map<?, ?> event)) {
        throw new IllegalArgumentException("not an event: " + line);
      }
      int index = integer(event.get(":index"));
      instants = Math.max(instants, index + 1);
      if (":handover".equals(event.get(":f"))) {
        notices.add(new Notice.Handover(index, text(event, ":from"), text(event, ":session")));
      } else if (":loss".equals(event.get(":f"))) {
        Map<String, Long> surviving = new HashMap<>();
        if (event.get(":surviving") instanceof Map<?, ?> left) {
          left.forEach((key, height) -> surviving.put(String.valueOf(key), number(height)));
        }
        Set<Long> gone = new HashSet<>();
        list(event.get(":gone")).forEach(value -> gone.add(number(value)));
        int failover = integer(event.get(":failover"));
        notices.add(new Notice.Loss(index, text(event, ":session"), failover, surviving, gone));
      } else if (!":invoke".equals(event.get(":type"))) {
        operations.add(operation(event, index));
      }
    }
    return new History(operations, notices, instants);
  }

  private static Operation operation(Map<?, ?> event, int index) {
    List<?> values = list(event.get(":value"));
    List<?> spans = list(event.get(":spans"));
    List<Access> accesses = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      accesses.add(access(list(values.get(i)), list(spans.get(i))));
    }
    Outcome outcome =
        switch (text(event, ":type")) {
          case ":ok" -> Outcome.OK;
          case ":fail" -> Outcome.FAILED;
          default -> Outcome.UNKNOWN;
        };
    return new Operation(
        text(event, ":session"),
        integer(event.get(":process")),
        integer(event.get(":invoked")),
        index,
        new Operation.Span(number(event.get(":from")), number(event.get(":time"))),
        Boolean.TRUE.equals(event.get(":snapshot")),
        accesses,
        text(event, ":served"),
        outcome);
  }

  private static Access access(List<?> micro, List<?> span) {
    boolean write = !":r".equals(micro.get(0));
    Object value = micro.get(2);
    List<Long> values = new ArrayList<>();
    if (value instanceof List<?> several) {
      several.forEach(one -> values.add(number(one)));
    } else if (value != null) {
      values.add(number(value));
    }
    boolean list = write ? ":append".equals(micro.get(0)) : value instanceof List<?>;
    return new Access(
        write,
        list ? Shape.LIST : Shape.REGISTER,
        String.valueOf(micro.get(1)),
        number(span.get(2)),
        values,
        integer(span.get(0)),
        integer(span.get(1)));
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String text(Map<?, ?> event, String key) {
    return String.valueOf(event.get(key));
  }

  private static int integer(@Nullable Object value) {
    return Math.toIntExact(number(value));
  }

  private static long number(@Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("not a number: " + value);
  }
}
