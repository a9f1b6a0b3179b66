package dev.meridian.jdbc.wrap;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Sets one parameter of a prepared statement. */
@FunctionalInterface
interface ParameterBinding {
  void applyTo(PreparedStatement statement) throws SQLException;
}
