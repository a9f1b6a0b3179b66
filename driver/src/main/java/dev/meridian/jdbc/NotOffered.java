package dev.meridian.jdbc;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;

/** What a {@code DataSource} of Meridian is not, and what to use instead. */
final class NotOffered {

  private static final Set<String> TWO_PHASES =
      Set.of("javax.sql.XADataSource", "javax.sql.XAConnection");
  private static final Set<String> POOLED =
      Set.of("javax.sql.ConnectionPoolDataSource", "javax.sql.PooledConnection");

  private NotOffered() {}

  static SQLException unwrapping(Class<?> wanted) {
    if (TWO_PHASES.contains(wanted.getName())) {
      return new SQLFeatureNotSupportedException(
          "XA is not offered: a prepared transaction belongs to one server, and a Meridian connection"
              + " to several; use org.postgresql.xa.PGXADataSource with the primary's host for what"
              + " takes part in distributed transactions, and MeridianDataSource for the rest",
          "0A000");
    }
    if (POOLED.contains(wanted.getName())) {
      return new SQLFeatureNotSupportedException(
          "ConnectionPoolDataSource is not offered: MeridianDataSource pools on its own; or give"
              + " another pool the driver class dev.meridian.jdbc.MeridianDriver and a URL that"
              + " begins with "
              + MeridianUrl.PREFIX,
          "0A000");
    }
    return new SQLException("not a wrapper for " + wanted.getName(), "22023");
  }
}
