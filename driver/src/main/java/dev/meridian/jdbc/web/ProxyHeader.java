package dev.meridian.jdbc.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A header to which each proxy adds, at the right, from where a request came to it. Immutable.
 *
 * @param hopsOfLine what one line says of each hop, the client's first
 */
record ProxyHeader(String name, Function<String, List<String>> hopsOfLine) {

  /** Of RFC 7239. */
  static final ProxyHeader FORWARDED = new ProxyHeader("Forwarded", ForwardedHeader::hops);

  /** The older one, of addresses between commas. */
  static final ProxyHeader X_FORWARDED_FOR =
      new ProxyHeader("X-Forwarded-For", ProxyHeader::betweenCommas);

  // More than any chain of proxies writes, and little to read.
  private static final int MOST_LINES = 64;
  private static final int MOST_CHARACTERS = 4_096;

  /**
   * What is said of each hop, the client's first; empty without the header. Its lines are one list,
   * and one that is blank says nothing. Too much of it is one unknown hop.
   */
  List<String> hops(HttpServletRequest request) {
    List<String> hops = new ArrayList<>();
    Enumeration<String> lines = request.getHeaders(name);
    int count = 0;
    int characters = 0;
    while (lines != null && lines.hasMoreElements()) {
      String line = lines.nextElement();
      count++;
      characters += line.length();
      if (count > MOST_LINES || characters > MOST_CHARACTERS) {
        return List.of(HopAddress.UNKNOWN);
      }
      if (!line.isBlank()) {
        hops.addAll(hopsOfLine.apply(line));
      }
    }
    return hops;
  }

  private static List<String> betweenCommas(String line) {
    return Stream.of(line.split(",", -1)).map(String::strip).toList();
  }
}
