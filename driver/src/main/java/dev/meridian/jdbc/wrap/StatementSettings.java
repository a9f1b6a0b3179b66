package dev.meridian.jdbc.wrap;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the application has set on a logical statement: applied to each physical statement that
 * takes its place. Not threadsafe.
 */
final class StatementSettings {

  /** Applies one setting to a physical statement. */
  @FunctionalInterface
  interface Setter {
    void applyTo(Statement physical) throws SQLException;
  }

  // Most statements are never set anything.
  private Map<String, Setter> setters = Map.of();

  void set(String name, Setter setter) {
    if (setters.isEmpty()) {
      setters = new LinkedHashMap<>();
    }
    setters.put(name, setter);
  }

  void applyTo(Statement physical) throws SQLException {
    for (Setter setter : setters.values()) {
      setter.applyTo(physical);
    }
  }
}
