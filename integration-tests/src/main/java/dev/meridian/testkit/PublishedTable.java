package dev.meridian.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as a publication has it.
 *
 * @param columns those that are sent
 * @param rowFilter the condition, in SQL, of the rows that are sent, or null for all
 */
public record PublishedTable(TableName name, List<String> columns, @Nullable String rowFilter) {
  public PublishedTable {
    columns = List.copyOf(columns);
  }
}
