package dev.meridian.integration.surface;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One way to a connection.
 *
 * @param name as shown in a difference
 */
record Way(String name, Source source) {

  /** Where connections come from. */
  @FunctionalInterface
  interface Source {
    Connection open() throws SQLException;
  }
}
