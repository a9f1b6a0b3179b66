package dev.meridian.jdbc.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the header {@code Forwarded} (RFC 7239 section 4):
 *
 * <ol>
 *   <li>Each element between commas is a hop, of which the parameter {@code for} counts, in
 *       whichever case. Without it, or with two, the hop is unknown.
 *   <li>Addresses of IPv6 may stand without the quotes that they should have.
 *   <li>Where quotes stand as they may not, or one is not closed, it can not be told what is within
 *       them: the line is one unknown hop. So a quote that a client leaves open does not swallow
 *       what a proxy has added.
 * </ol>
 *
 * Not threadsafe.
 */
final class ForwardedHeader {

  private static final char QUOTE = '"';

  private final String line;
  private int position;
  private boolean unreadable;

  private ForwardedHeader(String line) {
    this.line = line;
  }

  /** What it says of each hop, the client's first. */
  static List<String> hops(String line) {
    return new ForwardedHeader(line).hops();
  }

  private List<String> hops() {
    List<String> hops = new ArrayList<>();
    do {
      hops.add(element());
    } while (!unreadable && skip(','));
    return unreadable ? List.of(HopAddress.UNKNOWN) : hops;
  }

  private String element() {
    String hop = null;
    do {
      String name = upTo("=;,");
      String value = skip('=') ? value() : "";
      if (name.equalsIgnoreCase("for")) {
        hop = hop == null ? value : HopAddress.UNKNOWN;
      }
    } while (!unreadable && skip(';'));
    return hop == null ? HopAddress.UNKNOWN : hop;
  }

  private String value() {
    if (!skip(QUOTE)) {
      return upTo(";,");
    }
    String value = quoted();
    if (value == null || !upTo(";,").isEmpty()) {
      unreadable = true;
      return "";
    }
    return value;
  }

  /** What stands up to the closing quote, or null if there is none. */
  private @Nullable String quoted() {
    StringBuilder value = new StringBuilder();
    while (position < line.length()) {
      char next = line.charAt(position++);
      if (next == QUOTE) {
        return value.toString();
      }
      if (next == '\\' && position < line.length()) {
        next = line.charAt(position++);
      }
      value.append(next);
    }
    return null;
  }

  /** What stands up to one of those characters or the end, without the space round it. */
  private String upTo(String ends) {
    int begin = position;
    while (position < line.length() && ends.indexOf(line.charAt(position)) < 0) {
      unreadable |= line.charAt(position) == QUOTE;
      position++;
    }
    return line.substring(begin, position).strip();
  }

  private boolean skip(char wanted) {
    boolean there = position < line.length() && line.charAt(position) == wanted;
    position += there ? 1 : 0;
    return there;
  }
}
