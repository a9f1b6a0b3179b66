package dev.meridian.integration.surface;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A value as text that is equal exactly if the values are, types included. */
final class ShownValue {

  private ShownValue() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String text) {
      return '"' + text + '"';
    }
    if (value instanceof byte[] bytes) {
      return "bytes " + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Calendar calendar) {
      return "Calendar " + calendar.getTimeZone().getID();
    }
    if (value instanceof Throwable failure) {
      return ShownFailure.of(failure);
    }
    if (value instanceof Class<?> type) {
      return type.getName();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((key, held) -> sorted.put(of(key), of(held)));
      return sorted.toString();
    }
    if (value instanceof Collection<?> many) {
      return list(many);
    }
    if (value.getClass().isArray()) {
      List<@Nullable Object> many = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        many.add(Array.get(value, i));
      }
      return value.getClass().getComponentType().getSimpleName() + list(many);
    }
    String type = value.getClass().getName();
    boolean nameless = value.getClass().isHidden() || type.contains("$");
    return (nameless ? "" : type.substring(type.lastIndexOf('.') + 1) + " ") + plain(value);
  }

  private static String plain(Object value) {
    boolean told =
        Arrays.stream(value.getClass().getMethods())
            .anyMatch(
                method ->
                    method.getName().equals("toString")
                        && method.getParameterCount() == 0
                        && method.getDeclaringClass() != Object.class);
    return told && !(value instanceof Runnable) && !value.getClass().isHidden()
        ? value.toString()
        : "";
  }

  private static String list(Collection<?> many) {
    return many.stream().map(ShownValue::of).toList().toString();
  }
}
