package dev.meridian.integration.surface;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** One connection for many programs: to close it makes it as new. Not threadsafe. */
final class ReusedConnection implements AutoCloseable {

  private final Way.Source source;
  private @Nullable Connection physical;

  ReusedConnection(Way.Source source) {
    this.source = source;
  }

  Connection lend() throws SQLException {
    Connection open = physical;
    if (open == null || open.isClosed()) {
      open = source.open();
      physical = open;
    }
    Connection lent = open;
    return (Connection)
        Proxy.newProxyInstance(
            ReusedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                renew(lent);
                return null;
              }
              try {
                return method.invoke(lent, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  private static void renew(Connection lent) throws SQLException {
    if (lent.isClosed()) {
      return;
    }
    try (Statement statement = lent.createStatement()) {
      statement.execute("ROLLBACK");
    }
    lent.setAutoCommit(true);
    lent.setReadOnly(false);
    lent.clearWarnings();
    try (Statement statement = lent.createStatement()) {
      statement.execute("DISCARD ALL");
    }
    // That pgjdbc sets after the login: it is not what DISCARD ALL goes back to.
    lent.setClientInfo("ApplicationName", "PostgreSQL JDBC Driver");
    lent.clearWarnings();
  }

  @Override
  public void close() throws SQLException {
    if (physical != null) {
      physical.close();
    }
  }
}
