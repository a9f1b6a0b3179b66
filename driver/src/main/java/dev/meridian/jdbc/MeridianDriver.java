package dev.meridian.jdbc;

import dev.meridian.jdbc.topology.Target;
import dev.meridian.jdbc.wrap.Connections;
import dev.meridian.jdbc.wrap.Worlds;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver for {@code jdbc:meridian:postgresql:…} URLs: pgjdbc's URL with {@code meridian:}
 * in it, and Meridian's settings ({@link dev.meridian.jdbc.api.Setting}) among its parameters.
 *
 * <p>Connections of one URL and user share what is known of the nodes, and one session: what one of
 * them has read or written, all see. Pool them outside, or use {@link MeridianDataSource}.
 * Threadsafe.
 */
public final class MeridianDriver implements Driver {

  static {
    try {
      DriverManager.registerDriver(new MeridianDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** For {@code DriverManager} and the service loader; all instances are alike. */
  public MeridianDriver() {}

  /**
   * Opens a logical connection, once it is known whether the URL leads to usable nodes. With {@code
   * replication=} it is pgjdbc's own, to the node that is the primary now.
   *
   * @return null if the URL is not Meridian's
   * @throws SQLException with SQLState 22023 for a bad setting, 08001 if no node can be used, and
   *     the server's own state for a refused login
   */
  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    Target target = MeridianUrl.parse(url, info);
    if (target == null) {
      return null;
    }
    return PgjdbcMeaning.isReplication(target.properties())
        ? Connections.replication(Worlds.acquire(target))
        : Connections.direct(Worlds.acquire(target));
  }

  @Override
  public boolean acceptsURL(@Nullable String url) {
    return MeridianUrl.accepts(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info) {
    return MeridianUrl.propertyInfo(url, info);
  }

  @Override
  public int getMajorVersion() {
    return 0;
  }

  @Override
  public int getMinorVersion() {
    return 1;
  }

  /** False, as pgjdbc's own driver says: PostgreSQL lacks some of what the standard asks for. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("logging goes through System.Logger", "0A000");
  }
}
