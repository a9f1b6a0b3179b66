package dev.meridian.integration.surface;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a program and its JDBC objects and writes down every call with its arguments and
 * what came of it. An object is called by its interface and the order in which it was first seen,
 * so that it shows which object a getter leads back to. One thread.
 */
final class Witness {

  /** The interfaces that are watched, the more special ones first. */
  static final List<Class<?>> FACES =
      List.of(
          Connection.class,
          CallableStatement.class,
          PreparedStatement.class,
          Statement.class,
          ResultSet.class,
          DatabaseMetaData.class,
          ResultSetMetaData.class,
          ParameterMetaData.class,
          Array.class,
          Savepoint.class,
          Blob.class,
          NClob.class,
          Clob.class,
          SQLXML.class);

  private final List<String> lines = new ArrayList<>();
  private final Set<Method> calls = new LinkedHashSet<>();
  private final IdentityHashMap<Object, Object> proxies = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Object> targets = new IdentityHashMap<>();
  private final IdentityHashMap<Object, String> labels = new IdentityHashMap<>();
  private final Map<Class<?>, Integer> counts = new HashMap<>();

  List<String> lines() {
    return lines;
  }

  Set<Method> calls() {
    return calls;
  }

  void note(String line) {
    lines.add(line);
  }

  /** The same object, watched if it is one of JDBC's. */
  @Nullable Object watched(@Nullable Object value) throws IOException {
    if (value instanceof InputStream stream) {
      return new ByteArrayInputStream(stream.readAllBytes());
    }
    if (value instanceof Reader reader) {
      StringWriter all = new StringWriter();
      reader.transferTo(all);
      return new StringReader(all.toString());
    }
    if (value == null) {
      return null;
    }
    return FACES.stream()
        .filter(face -> face.isInstance(value))
        .findFirst()
        .map(face -> proxies.computeIfAbsent(value, any -> proxy(face, value)))
        .orElse(value);
  }

  /** What a watched object stands for. */
  Object target(Object watched) {
    return targets.getOrDefault(watched, watched);
  }

  private Object proxy(Class<?> face, Object target) {
    String label = face.getSimpleName() + "#" + counts.merge(face, 1, Integer::sum);
    Object proxy =
        Proxy.newProxyInstance(
            Witness.class.getClassLoader(),
            new Class<?>[] {face},
            (self, method, arguments) -> call(self, target, label, method, arguments));
    targets.put(proxy, target);
    labels.put(proxy, label);
    return proxy;
  }

  private @Nullable Object call(
      Object self, Object target, String label, Method method, Object @Nullable [] given)
      throws Throwable {
    Object[] arguments = given == null ? new Object[0] : given;
    switch (method.getName()) {
      case "equals" -> {
        return self == arguments[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(self);
      }
      case "toString" -> {
        if (!(target instanceof PreparedStatement) && !(target instanceof Array)) {
          return label;
        }
      }
      default -> calls.add(method);
    }
    String call =
        label
            + "."
            + method.getName()
            + Stream.of(arguments).map(this::shown).collect(Collectors.joining(", ", "(", ")"));
    try {
      Object result = method.invoke(target, plain(arguments));
      // What is unwrapped to is a driver's own.
      Object out = method.getName().equals("unwrap") ? result : watched(result);
      lines.add(call + (method.getReturnType() == void.class ? "" : " = " + outcome(method, out)));
      return out;
    } catch (InvocationTargetException e) {
      Throwable failure = e.getTargetException();
      lines.add(call + " threw " + ShownFailure.of(failure));
      throw failure;
    }
  }

  private String outcome(Method method, @Nullable Object out) throws IOException {
    if (method.getName().equals("unwrap")) {
      return String.valueOf(out != null);
    }
    if (method.getName().equals("toString") && method.getParameterCount() == 0) {
      return String.valueOf(out).replaceAll("@[0-9a-f]+", "@");
    }
    if (out instanceof InputStream stream) {
      String shown = "stream of " + ShownValue.of(stream.readAllBytes());
      stream.reset();
      return shown;
    }
    if (out instanceof Reader reader) {
      StringWriter all = new StringWriter();
      reader.transferTo(all);
      reader.reset();
      return "reader of " + all;
    }
    return shown(out);
  }

  private String shown(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    String label = labels.get(value);
    if (label != null) {
      return label;
    }
    return value instanceof InputStream || value instanceof Reader
        ? "stream"
        : ShownValue.of(value);
  }

  private @Nullable Object[] plain(Object[] arguments) {
    @Nullable Object[] plain = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      plain[i] = targets.getOrDefault(arguments[i], arguments[i]);
    }
    return plain;
  }
}
