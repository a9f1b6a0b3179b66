package dev.meridian.jdbc.wrap;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.util.PGobject;

/**
 * The classes that an application has named for types of the server, through pgjdbc's {@code
 * addDataType}: remembered for one logical connection, and known to each physical connection that
 * it uses. Not threadsafe.
 */
final class DataTypes {

  private final Map<String, Class<? extends PGobject>> classes = new LinkedHashMap<>();

  void add(String type, Class<? extends PGobject> named) {
    classes.put(type, named);
  }

  /** Whether a physical connection that knows those knows none that was not named here. */
  boolean cover(Map<String, Class<? extends PGobject>> known) {
    return classes.entrySet().containsAll(known.entrySet());
  }

  /** Tells the physical connection what it does not know yet; touches no network. */
  void applyTo(Side side) throws SQLException {
    for (Map.Entry<String, Class<? extends PGobject>> named : classes.entrySet()) {
      if (!named.getValue().equals(side.dataTypes.get(named.getKey()))) {
        side.pg.addDataType(named.getKey(), named.getValue());
        side.dataTypes.put(named.getKey(), named.getValue());
      }
    }
  }
}
