package dev.meridian.integration.surface;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Calls a method with some argument of each parameter's type; the first index or name is given. */
final class Sweep {

  private Sweep() {}

  static void call(Method method, Object on, Stage stage) throws Exception {
    call(method, on, stage, 1, "id");
  }

  /** With an index for the first {@code int} and a name for the first {@code String}. */
  static void call(Method method, Object on, Stage stage, int index, String name) throws Exception {
    Class<?>[] types = method.getParameterTypes();
    @Nullable Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] =
          i == 0 && types[0] == int.class
              ? (Object) index
              : i == 0 && types[0] == String.class ? name : sample(types[i], stage);
    }
    try {
      method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static @Nullable Object sample(Class<?> type, Stage stage) {
    if (type == int.class || type == Integer.class) {
      return 1;
    } else if (type == long.class) {
      return 1L;
    } else if (type == short.class) {
      return (short) 1;
    } else if (type == byte.class) {
      return (byte) 1;
    } else if (type == float.class) {
      return 1.5f;
    } else if (type == double.class) {
      return 2.5;
    } else if (type == boolean.class) {
      return true;
    } else if (type == String.class) {
      return stage.sql("{s}");
    } else if (type == BigDecimal.class) {
      return new BigDecimal("1.25");
    } else if (type == byte[].class) {
      return new byte[] {1, 2};
    } else if (type == Date.class) {
      return Date.valueOf("2024-02-29");
    } else if (type == Time.class) {
      return Time.valueOf("01:02:03");
    } else if (type == Timestamp.class) {
      return Timestamp.valueOf("2024-02-29 01:02:03");
    } else if (type == Calendar.class) {
      return Calendar.getInstance(TimeZone.getTimeZone("UTC"));
    } else if (type == InputStream.class) {
      return new ByteArrayInputStream(new byte[] {65});
    } else if (type == Reader.class) {
      return new StringReader("A");
    } else if (type == Map.class) {
      return Map.of();
    } else if (type == Class.class) {
      return String.class;
    } else if (type == SQLType.class) {
      return JDBCType.INTEGER;
    } else if (type == Object.class) {
      return "object";
    }
    return null;
  }
}
