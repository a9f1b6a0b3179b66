package dev.meridian.jdbc.wrap;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import org.jspecify.annotations.Nullable;

/** A delegate that writes down its calls, and the subclass that forwards to it. */
final class Recorder {

  private final Object delegate;
  private final List<Method> calls = new ArrayList<>();
  private Object[] arguments = {};
  private @Nullable Object answer;
  private @Nullable SQLException failure;
  private @Nullable Object wrapped;
  private @Nullable Object wrapper;

  Recorder(Class<?> face) {
    delegate = Samples.proxy(face, (proxy, method, args) -> record(method, args));
  }

  private @Nullable Object record(Method method, Object @Nullable [] args) throws SQLException {
    calls.add(method);
    arguments = args == null ? new Object[0] : args;
    if (failure != null) {
      throw failure;
    }
    return method.getReturnType() == void.class ? null : answer;
  }

  void willAnswer(Object value) {
    calls.clear();
    answer = value;
    failure = null;
    wrapped = null;
    wrapper = null;
  }

  void willThrow(SQLException exception) {
    calls.clear();
    failure = exception;
  }

  List<Method> calls() {
    return calls;
  }

  Object[] arguments() {
    return arguments;
  }

  /** What the subject wrapped, or null. */
  @Nullable Object wrapped() {
    return wrapped;
  }

  /** What it wrapped it in, or null. */
  @Nullable Object wrapper() {
    return wrapper;
  }

  /**
   * An instance of a subclass of {@code forwarding} whose delegate is this recorder's. No
   * constructor runs: the hand-written classes in between need a world to be constructed in.
   */
  Object subclass(Class<?> forwarding) {
    try (var made =
        new ByteBuddy()
            .subclass(forwarding, ConstructorStrategy.Default.NO_CONSTRUCTORS)
            .method(isAbstract().or(namedOneOf("delegate", "wrap", "bind", "bindOnce")))
            .intercept(InvocationHandlerAdapter.of((self, method, args) -> ownMethod(method, args)))
            .make()) {
      Class<?> subclass =
          made.load(
                  forwarding.getClassLoader(),
                  ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
              .getLoaded();
      Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
      Object instance = factory.getMethod("getReflectionFactory").invoke(null);
      Constructor<?> constructor =
          (Constructor<?>)
              factory
                  .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                  .invoke(instance, subclass, Object.class.getDeclaredConstructor());
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no instance of " + forwarding, e);
    }
  }

  private @Nullable Object ownMethod(Method method, Object[] args) throws SQLException {
    if (method.getName().equals("bind") || method.getName().equals("bindOnce")) {
      ((ParameterBinding) args[1]).applyTo((PreparedStatement) delegate);
      return null;
    }
    if (method.getName().equals("delegate")) {
      return delegate;
    }
    if (method.getName().equals("wrap")) {
      wrapped = args[0];
      wrapper = Samples.of(method.getReturnType());
      return wrapper;
    }
    throw new AssertionError(method + " was not to be called");
  }
}
