package dev.meridian.jdbc.web;

import dev.meridian.jdbc.api.AddressRange;
import java.net.InetAddress;
import java.util.List;

/** The proxies whose word counts on where a request came to them from. Immutable. */
record TrustedProxies(List<AddressRange> ranges) {

  TrustedProxies {
    ranges = List.copyOf(ranges);
  }

  /**
   * Reads addresses and networks.
   *
   * @throws IllegalArgumentException names one that is neither
   */
  static TrustedProxies of(List<String> texts) {
    return new TrustedProxies(texts.stream().map(TrustedProxies::range).toList());
  }

  private static AddressRange range(String text) {
    try {
      return AddressRange.read(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "trustedProxies="
              + text
              + " "
              + e.getMessage()
              + ": addresses and networks, such as 10.0.0.0/8, 2001:db8::7",
          e);
    }
  }

  boolean trust(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.holds(address));
  }
}
