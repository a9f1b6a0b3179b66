package dev.meridian.jdbc.wrap;

import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generated keys that a caller asks for. Immutable.
 *
 * @param columns their names, {@code *} alone for all; empty if none are wanted
 * @param byName whether the columns are known by their names, and not by numbers
 */
record GeneratedKeys(List<String> columns, boolean byName) {

  static final GeneratedKeys NONE = new GeneratedKeys(List.of(), true);

  private static final GeneratedKeys ALL = new GeneratedKeys(List.of("*"), true);

  /** Columns that nothing but pgjdbc is to look at. */
  static final GeneratedKeys BY_NUMBER = new GeneratedKeys(List.of(), false);

  /** As {@link Statement#RETURN_GENERATED_KEYS} or the other says; pgjdbc refuses the rest. */
  static GeneratedKeys of(int keys) {
    return switch (keys) {
      case Statement.NO_GENERATED_KEYS -> NONE;
      case Statement.RETURN_GENERATED_KEYS -> ALL;
      default -> BY_NUMBER;
    };
  }

  /** Of these columns; pgjdbc takes null for all. */
  static GeneratedKeys of(String @Nullable [] columns) {
    return columns == null ? ALL : new GeneratedKeys(List.of(columns), true);
  }

  /** Of columns by number, which pgjdbc refuses unless there are none. */
  static GeneratedKeys of(int @Nullable [] columns) {
    return columns != null && columns.length == 0 ? NONE : BY_NUMBER;
  }

  boolean areWanted() {
    return !columns.isEmpty();
  }
}
