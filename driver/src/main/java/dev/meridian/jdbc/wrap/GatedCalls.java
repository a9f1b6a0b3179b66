package dev.meridian.jdbc.wrap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls of pgjdbc's protocol that ask the {@link ResidencyGate} before anything is sent: those that
 * pgjdbc keeps beyond one statement, and those of who is not let through. Threadsafe as what they
 * lead to.
 */
final class GatedCalls implements InvocationHandler {

  // Of the query executor and the replication protocol. The rest sends nothing, or a goodbye.
  private static final Set<String> SENDING =
      Set.of(
          "execute",
          "fetch",
          "fastpathCall",
          "startCopy",
          "processNotifies",
          "sendQueryCancel",
          "startLogical",
          "startPhysical");

  private final Object own;
  private final PositionedConnection connection;

  private GatedCalls(Object own, PositionedConnection connection) {
    this.own = own;
    this.connection = connection;
  }

  /** The same, gated. */
  static <T> T of(Class<T> face, T own, PositionedConnection connection) {
    return face.cast(
        Proxy.newProxyInstance(
            GatedCalls.class.getClassLoader(),
            new Class<?>[] {face},
            new GatedCalls(own, connection)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (SENDING.contains(method.getName())) {
      connection.requirePassage();
    }
    try {
      return method.invoke(own, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
