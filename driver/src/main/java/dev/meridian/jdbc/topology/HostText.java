package dev.meridian.jdbc.topology;

import java.util.regex.Pattern;

/**
 * A host as a user writes it: {@code host}, {@code host:port}, {@code [::1]} or {@code [::1]:port}.
 * Immutable.
 *
 * @param host without brackets
 * @param port 5432 where none is written
 */
record HostText(String host, int port) {

  private static final int USUAL_PORT = 5432;

  /** Enough to tell an IPv6 literal from a name with a stray colon. A zone may follow. */
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[^\\]\\s,/]+)?");

  private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){0,3}");
  private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl},/@=?#&%\"'\\\\\\[\\]:]+");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  static HostText parse(String text) {
    int close = text.indexOf(']');
    if (text.startsWith("[")) {
      String literal = close < 0 ? "" : text.substring(1, close);
      if (!IPV6.matcher(literal).matches()) {
        throw new IllegalArgumentException("no IPv6 address is in the brackets of '" + text + "'");
      }
      return new HostText(literal, port(text, text.substring(close + 1)));
    }
    if (text.indexOf(':') != text.lastIndexOf(':')) {
      throw new IllegalArgumentException(
          "'" + text + "' has more than one colon; write IPv6 as [::1]");
    }
    int colon = text.indexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    if (!NAME.matcher(host).matches()) {
      throw new IllegalArgumentException("'" + text + "' has no host's name or address");
    }
    return new HostText(host, port(text, colon < 0 ? "" : text.substring(colon)));
  }

  private static int port(String text, String rest) {
    if (rest.isEmpty()) {
      return USUAL_PORT;
    }
    if (rest.matches(":[0-9]{1,5}")) {
      int port = Integer.parseInt(rest.substring(1));
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' has no port from 1 to 65535 behind its host");
  }

  /** Whether it is an address, and nothing that could be looked up. */
  static boolean isAddress(String host) {
    return IPV6.matcher(host).matches() || IPV4.matcher(host).matches();
  }
}
