package dev.meridian.testkit.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a history as Jepsen's checkers read it, in EDN, one event a line: {@code {:index 0, :type
 * :invoke, :process 0, :f :txn, :value [[:r "l3" nil] [:append "l3" 4]], :time 12, :session "a"}}
 * and its completion {@code :ok}, {@code :fail} or {@code :info}. A register's write is {@code :w}.
 *
 * <p>Elle checks one shape at a time; ask for one. Threadsafe.
 */
public final class EdnWriter {

  private EdnWriter() {}

  /** Both events of every operation, by the history's own clock, which is {@code :index}. */
  public static String write(History history) {
    return write(history, null);
  }

  /** As {@link #write(History)}, with the accesses of one shape alone; null for all. */
  public static String write(History history, @Nullable Shape shape) {
    @Nullable String[] lines = new String[history.instants()];
    for (Operation operation : history.operations()) {
      List<Access> accesses = new ArrayList<>(operation.accesses());
      accesses.removeIf(access -> shape != null && access.shape() != shape);
      if (!accesses.isEmpty()) {
        lines[operation.invoked()] = invocation(operation, accesses);
        lines[operation.completed()] = completion(operation, accesses);
      }
    }
    for (Notice notice : history.notices()) {
      lines[notice.at()] = notice(notice);
    }
    return Arrays.stream(lines)
        .filter(line -> line != null)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static String invocation(Operation operation, List<Access> accesses) {
    String value =
        accesses.stream()
            .map(access -> access.write() ? micro(access) : "[:r \"" + access.key() + "\" nil]")
            .collect(Collectors.joining(" "));
    return event(operation.invoked(), "invoke", operation, operation.nanos().from(), value) + "}";
  }

  private static String completion(Operation operation, List<Access> accesses) {
    String type =
        switch (operation.outcome()) {
          case OK -> "ok";
          case FAILED -> "fail";
          case UNKNOWN -> "info";
        };
    String value = accesses.stream().map(EdnWriter::micro).collect(Collectors.joining(" "));
    String spans =
        accesses.stream()
            .map(a -> "[" + a.invoked() + " " + a.completed() + " " + a.height() + "]")
            .collect(Collectors.joining(" "));
    return "%s, :invoked %d, :from %d, :snapshot %b, :served \"%s\", :spans [%s]}"
        .formatted(
            event(operation.completed(), type, operation, operation.nanos().to(), value),
            operation.invoked(),
            operation.nanos().from(),
            operation.snapshot(),
            operation.served(),
            spans);
  }

  private static String event(int index, String type, Operation operation, long at, String value) {
    return "{:index %d, :type :%s, :process %d, :f :txn, :value [%s], :time %d, :session \"%s\""
        .formatted(index, type, operation.process(), value, at, operation.session());
  }

  private static String micro(Access access) {
    String values = access.values().stream().map(String::valueOf).collect(Collectors.joining(" "));
    boolean list = access.shape() == Shape.LIST;
    String verb = access.write() ? list ? "append" : "w" : "r";
    String value = list && !access.write() ? "[" + values + "]" : values.isEmpty() ? "nil" : values;
    return "[:%s \"%s\" %s]".formatted(verb, access.key(), value);
  }

  private static String notice(Notice notice) {
    String more;
    if (notice instanceof Notice.Handover handover) {
      more = ":from \"" + handover.from() + "\"";
    } else if (notice instanceof Notice.Loss loss) {
      more =
          loss.surviving().entrySet().stream()
                  .map(left -> "\"" + left.getKey() + "\" " + left.getValue())
                  .collect(Collectors.joining(", ", ":surviving {", "}"))
              + loss.gone().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(" ", ", :gone [", "]"))
              + ", :failover "
              + loss.failover();
    } else {
      throw new IllegalStateException("unknown: " + notice);
    }
    return "{:index %d, :type :info, :process :nemesis, :f :%s, :session \"%s\", %s}"
        .formatted(
            notice.at(),
            notice.getClass().getSimpleName().toLowerCase(Locale.ROOT),
            notice.session(),
            more);
  }
}
