package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.NodeConnector.Use;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.core.BaseConnection;
import org.postgresql.fastpath.Fastpath;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/**
 * Pgjdbc's large objects, asked for when the first is used: some libraries ask every connection for
 * them and use none. Only in a transaction on the primary they are asked for at once. Not
 * threadsafe.
 */
final class LaterLargeObjects extends LargeObjectManager {

  private final RoutedConnection connection;

  private LaterLargeObjects(RoutedConnection connection) throws SQLException {
    // Which looks the server's functions up at once, by pgjdbc's rule.
    super((BaseConnection) nobody(BaseConnection.class));
    this.connection = connection;
  }

  static LaterLargeObjects of(RoutedConnection connection) throws SQLException {
    Side open = connection.pilot().sides().inTransaction();
    if (open != null && open.use == Use.PRIMARY && connection.pilot().isLetThrough(open)) {
      open.pg.getLargeObjectAPI();
    }
    return new LaterLargeObjects(connection);
  }

  private LargeObjectManager own() throws SQLException {
    return connection.ownConnection().getLargeObjectAPI();
  }

  /** Stands in for a connection, and for all that leads on from it: there are no rows. */
  private static Object nobody(Class<?> face) {
    return Proxy.newProxyInstance(
        BaseConnection.class.getClassLoader(),
        new Class<?>[] {face},
        (self, method, arguments) -> answer(method.getReturnType()));
  }

  private static @Nullable Object answer(Class<?> type) throws SQLException {
    if (type == boolean.class) {
      return false;
    }
    if (type == Fastpath.class) {
      return new Fastpath((BaseConnection) nobody(BaseConnection.class));
    }
    if (type == java.util.logging.Logger.class) {
      return new Driver().getParentLogger();
    }
    return type.isInterface() ? nobody(type) : null;
  }

  // All other methods lead to these three.

  @Override
  public LargeObject open(long oid, int mode, boolean commitOnClose) throws SQLException {
    return own().open(oid, mode, commitOnClose);
  }

  @Override
  public long createLO(int mode) throws SQLException {
    return own().createLO(mode);
  }

  @Override
  public void delete(long oid) throws SQLException {
    own().delete(oid);
  }
}
