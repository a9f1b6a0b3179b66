package dev.meridian.examples.pair;

import dev.meridian.testkit.Comparison;
import dev.meridian.testkit.CopyState;
import dev.meridian.testkit.TableName;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Prints what is done and seen, each line with the time since the start. */
final class Journal {

  private final Consumer<String> lines;
  private final Shop shop;
  private final long began = System.nanoTime();

  Journal(Consumer<String> lines, Shop shop) {
    this.lines = lines;
    this.shop = shop;
  }

  void chapter(String title) {
    lines.accept("");
    lines.accept(title);
  }

  void say(Object line) {
    double seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
    lines.accept("%6.2f s  %s".formatted(seconds, line));
  }

  /** Prints each state of the copies that is seen, until all are ready. */
  void watchCopy() throws SQLException {
    Set<Map<TableName, CopyState>> said = new HashSet<>();
    Until.isTrue(
        () -> {
          Map<TableName, CopyState> seen = shop.subscription().copyStates();
          if (said.add(seen)) {
            say("copies: " + seen);
          }
          return seen.values().stream().allMatch(state -> state == CopyState.READY);
        },
        "all tables are copied");
  }

  /** Prints whether the sides are equal, table by table. */
  boolean compare() throws SQLException {
    Comparison comparison = Comparison.of(shop.subscription(), Shop.PATIENCE);
    say(
        "at "
            + comparison.position()
            + " both sides are "
            + (comparison.isEqual() ? "equal" : "NOT equal"));
    comparison.tables().forEach(table -> say("  " + table));
    return comparison.isEqual();
  }
}
