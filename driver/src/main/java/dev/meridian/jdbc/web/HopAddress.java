package dev.meridian.jdbc.web;

import dev.meridian.jdbc.api.AddressReader;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what containers and proxies write where they mean one address: IPv4 or IPv6, with or
 * without brackets, a port (RFC 7239 section 6) and a zone, of which only the address counts.
 * Static and stateless.
 */
final class HopAddress {

  /** What a proxy writes that does not know. */
  static final String UNKNOWN = "unknown";

  private static final String PORT = "(?::(?:[0-9]{1,5}|_[0-9A-Za-z._-]{1,64}))?";
  private static final String IPV6 = "([0-9A-Fa-f.]*+:[0-9A-Fa-f:.]*+)(?:%[0-9A-Za-z._~-]{1,64})?";
  private static final Pattern IN_BRACKETS = Pattern.compile("\\[" + IPV6 + "]" + PORT);
  private static final Pattern WITHOUT_BRACKETS = Pattern.compile(IPV6);
  private static final Pattern IPV4 = Pattern.compile("([0-9.]+)" + PORT);
  private static final int LONGEST = 200;

  private HopAddress() {}

  /** The address, or null if it is none: a name is never looked up. */
  static @Nullable InetAddress read(@Nullable String text) {
    if (text == null || text.length() > LONGEST) {
      return null;
    }
    for (Pattern form : new Pattern[] {IPV4, IN_BRACKETS, WITHOUT_BRACKETS}) {
      Matcher found = form.matcher(text);
      if (found.matches()) {
        return literal(found.group(1));
      }
    }
    return null;
  }

  private static @Nullable InetAddress literal(String text) {
    try {
      return AddressReader.read(text);
    } catch (IllegalArgumentException noAddress) {
      return null;
    }
  }
}
