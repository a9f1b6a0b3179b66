package dev.meridian.jdbc.wrap;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.DriverInfo;

/**
 * Metadata of the database: what pgjdbc says, asked where a read of the system catalogue may go.
 * What needs no server is answered without one, so that a look at the URL picks no node. Not
 * threadsafe.
 */
final class RoutedDatabaseMetaData extends ForwardingDatabaseMetaData {

  private final RoutedConnection connection;
  private @Nullable Side lastSide;

  RoutedDatabaseMetaData(RoutedConnection connection) {
    this.connection = connection;
  }

  @Override
  protected DatabaseMetaData delegate() throws SQLException {
    connection.checkOpen();
    Side side = connection.pilot().ahead().forMetadata();
    lastSide = side;
    return side.pg.getMetaData();
  }

  @Override
  protected ResultSet wrap(ResultSet own) {
    if (lastSide != null) {
      connection.pilot().logbook().saw(lastSide);
    }
    return new RoutedResultSet(connection, null, own);
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  /** The URL without {@code meridian:}: tools look at it to learn what database this is. */
  @Override
  public String getURL() {
    return connection.world().urlDefaults().postgresUrl();
  }

  @Override
  public @Nullable String getUserName() {
    return connection.world().urlDefaults().user();
  }

  @Override
  public String getDatabaseProductName() {
    return "PostgreSQL";
  }

  @Override
  public String getDatabaseProductVersion() throws SQLException {
    return connection.world().productVersion(() -> delegate().getDatabaseProductVersion());
  }

  @Override
  public String getDriverName() {
    return DriverInfo.DRIVER_NAME;
  }

  @Override
  public String getDriverVersion() {
    return DriverInfo.DRIVER_VERSION;
  }

  @Override
  public int getDriverMajorVersion() {
    return DriverInfo.MAJOR_VERSION;
  }

  @Override
  public int getDriverMinorVersion() {
    return DriverInfo.MINOR_VERSION;
  }

  @Override
  public <T> T unwrap(Class<T> iface) throws SQLException {
    return iface.isInstance(this) ? iface.cast(this) : delegate().unwrap(iface);
  }

  @Override
  public boolean isWrapperFor(Class<?> iface) throws SQLException {
    return iface.isInstance(this) || delegate().isWrapperFor(iface);
  }
}
