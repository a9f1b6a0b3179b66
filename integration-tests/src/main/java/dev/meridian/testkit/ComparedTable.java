package dev.meridian.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table of a {@link Comparison}.
 *
 * @param subscriber what the subscriber has, or null if it could not be compared
 * @param differences the first rows that differ, by key
 * @param objection why the table cannot be equal, whatever its rows; or null
 */
public record ComparedTable(
    TableName name,
    @Nullable TableContent publisher,
    @Nullable TableContent subscriber,
    List<RowDifference> differences,
    @Nullable String objection) {
  public ComparedTable {
    differences = List.copyOf(differences);
  }

  static ComparedTable notCompared(TableName name, String objection) {
    return new ComparedTable(name, null, null, List.of(), objection);
  }

  /** Whether the subscriber has exactly the rows that the publication sends. */
  public boolean isEqual() {
    return objection == null && publisher != null && publisher.equals(subscriber);
  }

  @Override
  public String toString() {
    if (objection != null) {
      return name + ": " + objection;
    }
    return isEqual()
        ? name + ": equal, " + publisher
        : name + ": publisher " + publisher + "; subscriber " + subscriber + "; " + differences;
  }
}
