package dev.meridian.testkit.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one EDN value: map, vector, string without escapes, integer, {@code nil}, boolean; a
 * keyword becomes a text that begins with a colon. Not threadsafe.
 */
final class EdnText {

  private final String text;
  private int at;

  private EdnText(String text) {
    this.text = text;
  }

  static @Nullable Object read(String text) {
    return new EdnText(text).value();
  }

  private @Nullable Object value() {
    skipBlanks();
    char first = text.charAt(at);
    if (first == '{') {
      return map();
    }
    if (first == '[') {
      at++;
      return until(']');
    }
    if (first == '"') {
      int end = text.indexOf('"', at + 1);
      String string = text.substring(at + 1, end);
      at = end + 1;
      return string;
    }
    int from = at;
    while (at < text.length() && " ,]}".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(from, at);
    if (word.startsWith(":")) {
      return word;
    }
    return switch (word) {
      case "nil" -> null;
      case "true", "false" -> Boolean.valueOf(word);
      default -> Long.valueOf(word);
    };
  }

  private Map<Object, @Nullable Object> map() {
    at++;
    List<@Nullable Object> parts = until('}');
    Map<Object, @Nullable Object> map = new HashMap<>();
    for (int i = 0; i + 1 < parts.size(); i += 2) {
      map.put(String.valueOf(parts.get(i)), parts.get(i + 1));
    }
    return map;
  }

  private List<@Nullable Object> until(char end) {
    List<@Nullable Object> parts = new ArrayList<>();
    skipBlanks();
    while (text.charAt(at) != end) {
      parts.add(value());
      skipBlanks();
    }
    at++;
    return parts;
  }

  private void skipBlanks() {
    while (at < text.length() && " ,".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
