package dev.meridian.wrong.routing;

import java.sql.Driver;
import java.sql.SQLException;

final class AsksDriver {
  boolean ask(Driver driver) throws SQLException {
    return driver.acceptsURL("jdbc:postgresql:");
  }
}
