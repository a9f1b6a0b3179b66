package dev.meridian.jdbc.wrap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.PGobject;

/**
 * What an application gets that asks for pgjdbc's own connection.
 *
 * <ol>
 *   <li>A class for a type of the server is remembered, and known on both sides from then on:
 *       libraries name theirs on every connection, and that must not keep its reads at home.
 *   <li>Large objects are pgjdbc's own from the first that is used.
 *   <li>What only asks is asked where a read of the catalogue would go.
 *   <li>All else is called on the open transaction's connection, or else on that to the primary, to
 *       which the logical connection is pinned from then on: what happens there is not seen here.
 * </ol>
 *
 * <p>Threadsafe as pgjdbc's own.
 */
final class OwnConnection implements InvocationHandler {

  private static final Set<String> ONLY_ASK =
      Set.of(
          "createArrayOf",
          "escapeIdentifier",
          "escapeLiteral",
          "getAdaptiveFetch",
          "getAutosave",
          "getDefaultFetchSize",
          "getPreferQueryMode",
          "getPrepareThreshold",
          "getQueryTimeout");

  // Where a server differs by its role: the open transaction's, else the primary's.
  private static final Set<String> ASK_HOME = Set.of("getParameterStatus", "getParameterStatuses");

  private final RoutedConnection connection;

  private OwnConnection(RoutedConnection connection) {
    this.connection = connection;
  }

  /** Pgjdbc's own connection behind that one. Some cast it to the interface of pgjdbc's core. */
  static BaseConnection of(RoutedConnection connection) {
    return (BaseConnection)
        Proxy.newProxyInstance(
            BaseConnection.class.getClassLoader(),
            new Class<?>[] {BaseConnection.class},
            new OwnConnection(connection));
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] given)
      throws Throwable {
    Object[] arguments = given == null ? new Object[0] : given;
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(self, method, arguments);
    }
    try {
      if (method.getName().equals("addDataType") && arguments[1] instanceof Class<?> named) {
        connection.addDataType((String) arguments[0], named.asSubclass(PGobject.class));
        return null;
      }
      if (method.getName().equals("getLargeObjectAPI")) {
        return LaterLargeObjects.of(connection);
      }
      return method.invoke(own(method.getName()), arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    } catch (SQLException e) {
      if (Arrays.asList(method.getExceptionTypes()).contains(SQLException.class)) {
        throw e;
      }
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private BaseConnection own(String method) throws SQLException {
    if (ONLY_ASK.contains(method)) {
      return connection.pilot().ahead().forMetadata().pg;
    }
    return ASK_HOME.contains(method)
        ? connection.pilot().ahead().forPieces().pg
        : connection.ownConnection();
  }

  private Object ofObject(Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "pgjdbc's own connection behind " + connection.world().urlDefaults().postgresUrl();
    };
  }
}
