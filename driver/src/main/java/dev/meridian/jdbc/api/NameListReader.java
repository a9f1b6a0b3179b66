package dev.meridian.jdbc.api;

import java.util.LinkedHashSet;
import java.util.Set;

/** Walks through the text of a {@link NameListRule}. Used by one thread, once. */
final class NameListReader {
  private final String text;
  private int at;

  NameListReader(String text) {
    this.text = text;
  }

  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    do {
      names.add(qualifiedName());
    } while (skip(','));
    if (at < text.length()) {
      throw unexpected();
    }
    return names;
  }

  private String qualifiedName() {
    String name = identifier();
    if (!skip('.')) {
      return name;
    }
    String qualified = name + "." + identifier();
    if (skip('.')) {
      throw new IllegalArgumentException("has a name of more than two parts");
    }
    return qualified;
  }

  private String identifier() {
    skipSpace();
    String identifier = at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
    skipSpace();
    return identifier;
  }

  private String plain() {
    int start = at;
    while (at < text.length() && isPart(text.charAt(at), at > start)) {
      at++;
    }
    if (at == start) {
      throw at < text.length() && text.charAt(at) != ','
          ? unexpected()
          : new IllegalArgumentException("has an empty name");
    }
    return fold(text.substring(start, at));
  }

  private String quoted() {
    StringBuilder identifier = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        if (at == text.length() || text.charAt(at) != '"') {
          if (identifier.isEmpty()) {
            throw new IllegalArgumentException("has an empty name");
          }
          return identifier.toString();
        }
      }
      identifier.append(c);
    }
    throw new IllegalArgumentException("has a quote that is not closed");
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("has an unexpected '" + text.charAt(at) + "' in a name");
  }

  private static boolean isPart(char c, boolean inside) {
    boolean letter = isLower(c) || isUpper(c) || c == '_' || c >= '\u0080';
    boolean digit = c >= '0' && c <= '9';
    return letter || (inside && (digit || c == '$'));
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static String fold(String name) {
    StringBuilder folded = new StringBuilder(name);
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (isUpper(c)) {
        folded.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return folded.toString();
  }
}
