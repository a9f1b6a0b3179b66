package dev.meridian.jdbc.wrap;

import java.lang.reflect.Array;
import java.util.Calendar;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** The value of a parameter as it is now, whatever becomes of the object. Has no state. */
@SuppressWarnings("JavaUtilDate") // which the dates and times of java.sql are
final class ParameterValue {

  private ParameterValue() {}

  /** A date, time or timestamp of the same kind. */
  @SuppressWarnings("unchecked") // a clone is of the class that it was made of
  static <D extends Date> @Nullable D copy(@Nullable D value) {
    return value == null ? null : (D) value.clone();
  }

  static @Nullable Calendar copy(@Nullable Calendar value) {
    return value == null ? null : (Calendar) value.clone();
  }

  /** A copy of what pgjdbc takes and an application can change; all else as it is. */
  static @Nullable Object of(@Nullable Object value) {
    if (value == null || value instanceof String || value instanceof Number) {
      return value;
    }
    if (value instanceof Date date) {
      return date.clone();
    }
    if (value instanceof Calendar calendar) {
      return calendar.clone();
    }
    if (value instanceof PGobject own) {
      return ofOwn(own);
    }
    if (value instanceof Map<?, ?> map) {
      return new LinkedHashMap<>(map);
    }
    return value.getClass().isArray() ? ofArray(value) : value;
  }

  private static Object ofOwn(PGobject value) {
    try {
      return value.clone();
    } catch (CloneNotSupportedException e) {
      // A class of the application's that forbids it.
      return value;
    }
  }

  private static Object ofArray(Object array) {
    int length = Array.getLength(array);
    Class<?> component = array.getClass().getComponentType();
    Object copy = Array.newInstance(component, length);
    if (component.isPrimitive()) {
      System.arraycopy(array, 0, copy, 0, length);
      return copy;
    }
    for (int i = 0; i < length; i++) {
      Object element = Array.get(array, i);
      Object own = of(element);
      Array.set(copy, i, component.isInstance(own) ? own : element);
    }
    return copy;
  }
}
