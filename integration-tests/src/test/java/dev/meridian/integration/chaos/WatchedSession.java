package dev.meridian.integration.chaos;

import dev.meridian.testkit.history.WorkloadSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session whose every call is {@linkplain Watch watched}. Threadsafe. */
record WatchedSession(WorkloadSession session, Watch watch) implements WorkloadSession {

  private static final Set<Class<?>> WATCHED =
      Set.of(Connection.class, Statement.class, PreparedStatement.class, ResultSet.class);

  @Override
  public String name() {
    return session.name();
  }

  @Override
  public Connection connect() throws SQLException {
    try {
      return (Connection) watched(Connection.class, watch.call("getConnection", session::connect));
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  @Override
  public String servedBy(Connection connection) throws SQLException {
    return session.servedBy(connection);
  }

  @Override
  public void requestEnded() {
    try {
      watch.call(
          "token",
          () -> {
            session.requestEnded();
            return "";
          });
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean isFixedAtBegin() {
    return session.isFixedAtBegin();
  }

  @Override
  public void close() {
    session.close();
  }

  private Object watched(Class<?> type, Object object) {
    return Proxy.newProxyInstance(
        WatchedSession.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> answer(object, type, method, arguments));
  }

  @SuppressWarnings("NullAway") // A method may well return null.
  private @Nullable Object answer(
      Object object, Class<?> type, Method method, Object @Nullable [] arguments) throws Throwable {
    Object answer =
        method.getDeclaringClass() == Object.class
            ? invoked(object, method, arguments)
            : watch.call(
                type.getSimpleName() + "." + method.getName(),
                () -> invoked(object, method, arguments));
    return answer != null && WATCHED.contains(method.getReturnType())
        ? watched(method.getReturnType(), answer)
        : answer;
  }

  @SuppressWarnings("NullAway") // What a method takes and returns is the method's own affair.
  private static @Nullable Object invoked(
      Object object, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private static SQLException thrown(Throwable e) {
    if (e instanceof SQLException failure) {
      return failure;
    }
    if (e instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException(e);
  }
}
