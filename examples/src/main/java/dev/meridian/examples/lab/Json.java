package dev.meridian.examples.lab;

import java.util.Map;
import java.util.stream.Collectors;

/** Writes JSON. Names are regions and reasons: nothing in them needs escaping. */
final class Json {

  private Json() {}

  /** An object of numbers. */
  static String of(Map<String, ? extends Number> numbers) {
    return numbers.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
