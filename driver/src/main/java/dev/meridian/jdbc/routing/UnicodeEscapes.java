package dev.meridian.jdbc.routing;

/** What {@code U&"d\0061t\+000061"} means. Static and stateless. */
final class UnicodeEscapes {
  private UnicodeEscapes() {}

  static String decode(String raw, char escape) throws UnreadableText {
    if (raw.indexOf(escape) < 0) {
      return raw;
    }
    StringBuilder decoded = new StringBuilder(raw.length());
    int at = 0;
    while (at < raw.length()) {
      char c = raw.charAt(at++);
      if (c != escape) {
        decoded.append(c);
      } else if (at < raw.length() && raw.charAt(at) == escape) {
        decoded.append(escape);
        at++;
      } else {
        boolean six = at < raw.length() && raw.charAt(at) == '+';
        int from = six ? at + 1 : at;
        int to = from + (six ? 6 : 4);
        int point = hex(raw, from, to);
        if (point == 0 || point > Character.MAX_CODE_POINT) {
          throw new UnreadableText("Unicode escape");
        }
        decoded.appendCodePoint(point);
        at = to;
      }
    }
    return decoded.toString();
  }

  /** Whether PostgreSQL takes {@code c} behind {@code UESCAPE}. */
  static boolean mayEscape(char c) {
    return c < 0x80 && Character.digit(c, 16) < 0 && " \t\n\r\f\u000B+'\"".indexOf(c) < 0;
  }

  private static int hex(String raw, int from, int to) throws UnreadableText {
    if (to > raw.length()) {
      throw new UnreadableText("Unicode escape");
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = raw.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new UnreadableText("Unicode escape");
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
