package dev.meridian.jdbc.geo;

import java.net.InetAddress;

/** Tells addresses of the public Internet from all others. Static and stateless. */
final class PublicAddress {

  private PublicAddress() {}

  /**
   * Whether it is none of: private (RFC 1918, RFC 4193), shared by a carrier's customers (RFC
   * 6598), loopback, link-local, site-local, multicast, "this network", reserved (240/4).
   */
  static boolean is(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xFF;
    if (bytes.length == 4) {
      boolean shared = first == 100 && (bytes[1] & 0xC0) == 64;
      return first != 0 && first < 240 && !shared;
    }
    boolean uniqueLocal = (first & 0xFE) == 0xFC;
    return !uniqueLocal;
  }
}
