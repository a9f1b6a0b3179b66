package dev.meridian.jdbc.wrap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.QueryExecutor;

/**
 * Tells of what is executed on a connection of pgjdbc's own that was handed out: statements and
 * calls of functions, large objects' among them. Threadsafe as the executor is.
 */
final class WatchedExecutor implements InvocationHandler {

  private static final Set<String> EXECUTING = Set.of("execute", "fastpathCall");

  private final QueryExecutor own;
  private final Runnable seen;

  private WatchedExecutor(QueryExecutor own, Runnable seen) {
    this.own = own;
    this.seen = seen;
  }

  /**
   * The same executor, watched.
   *
   * @param seen runs after each execution, well or badly ended
   */
  static QueryExecutor of(QueryExecutor own, Runnable seen) {
    return (QueryExecutor)
        Proxy.newProxyInstance(
            WatchedExecutor.class.getClassLoader(),
            new Class<?>[] {QueryExecutor.class},
            new WatchedExecutor(own, seen));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(own, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    } finally {
      if (EXECUTING.contains(method.getName())) {
        seen.run();
      }
    }
  }
}
