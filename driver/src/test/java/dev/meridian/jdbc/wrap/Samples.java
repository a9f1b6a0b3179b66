package dev.meridian.jdbc.wrap;

import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLWarning;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Values of every type that {@code java.sql} takes or gives, no two alike. */
final class Samples {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private static final Map<Class<?>, IntFunction<Object>> VALUES =
      Map.ofEntries(
          Map.entry(boolean.class, n -> n % 2 == 0),
          Map.entry(byte.class, n -> (byte) n),
          Map.entry(short.class, n -> (short) n),
          Map.entry(int.class, n -> n),
          Map.entry(long.class, n -> (long) n),
          Map.entry(float.class, n -> (float) n),
          Map.entry(double.class, n -> (double) n),
          Map.entry(Object.class, n -> new Object()),
          Map.entry(String.class, n -> "text" + n),
          Map.entry(BigDecimal.class, BigDecimal::valueOf),
          Map.entry(Date.class, Date::new),
          Map.entry(Time.class, Time::new),
          Map.entry(Timestamp.class, Timestamp::new),
          Map.entry(Calendar.class, n -> new GregorianCalendar()),
          Map.entry(Properties.class, n -> new Properties()),
          Map.entry(InputStream.class, n -> InputStream.nullInputStream()),
          Map.entry(Reader.class, n -> new StringReader("text" + n)),
          Map.entry(SQLWarning.class, n -> new SQLWarning("warning " + n)),
          Map.entry(URL.class, Samples::url),
          Map.entry(RowIdLifetime.class, n -> RowIdLifetime.ROWID_VALID_FOREVER),
          Map.entry(Class.class, n -> Object.class));

  private Samples() {}

  static Object of(Class<?> type) {
    int next = NEXT.incrementAndGet();
    IntFunction<Object> value = VALUES.get(type);
    if (value != null) {
      return value.apply(next);
    }
    if (type.isArray()) {
      return java.lang.reflect.Array.newInstance(type.getComponentType(), 1);
    }
    if (type.isInterface()) {
      return proxy(type, (self, method, args) -> objectMethod(self, method, args));
    }
    throw new AssertionError("no sample of " + type);
  }

  static Object[] arguments(Method method) {
    return Stream.of(method.getParameterTypes()).map(Samples::of).toArray();
  }

  /** What the delegate may answer: of an untyped answer, one of each kind. */
  static List<Object> answers(Method method) {
    Class<?> type = method.getReturnType();
    if (type == void.class) {
      return List.of("nothing");
    }
    return method.getName().equals("getObject")
        ? List.of(of(Object.class), of(Array.class), of(ResultSet.class))
        : List.of(of(type));
  }

  static Object proxy(Class<?> face, InvocationHandler handler) {
    return Proxy.newProxyInstance(face.getClassLoader(), new Class<?>[] {face}, handler);
  }

  /** Whether {@code value} was boxed on its way, so that its identity says nothing. */
  static boolean isPrimitive(Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  private static Object objectMethod(Object self, Method method, Object[] args) {
    return switch (method.getName()) {
      case "equals" -> self == args[0];
      case "hashCode" -> System.identityHashCode(self);
      case "toString" -> "a sample";
      default -> throw new AssertionError(method + " was not to be called");
    };
  }

  private static URL url(int number) {
    try {
      return URI.create("file:/" + number).toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
