package dev.meridian.testkit.history;

import java.util.List;

/**
 * One statement of an operation: a read or a write of one key. Immutable.
 *
 * @param write whether it wrote
 * @param height the version or length that was read, or that the primary answered to the write; 0
 *     for a key without a value, -1 where nothing was answered
 * @param values what was read, the whole list for a list; or the one value written, which no other
 *     write of that key has
 * @param invoked when it was invoked, on the history's own clock
 * @param completed when its answer was there
 */
public record Access(
    boolean write,
    Shape shape,
    String key,
    long height,
    List<Long> values,
    int invoked,
    int completed) {

  public Access {
    values = List.copyOf(values);
  }

  @Override
  public String toString() {
    return (write ? "write " : "read ") + key + "@" + height + (write ? "=" + values : "");
  }
}
