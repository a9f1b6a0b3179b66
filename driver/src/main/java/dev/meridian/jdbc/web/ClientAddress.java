package dev.meridian.jdbc.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where the client of a request is:
 *
 * <ol>
 *   <li>It begins at the address that the connection came from. While it is at a trusted proxy, it
 *       goes on to the one from which, as the header says, the request came to that: from the right
 *       to the left.
 *   <li>The first that is no trusted proxy is the client; if all are, the leftmost. What stands
 *       further left was written by the client, and is not read.
 *   <li>Where something else than an address stands, or after {@value #MOST_HOPS} hops, the client
 *       is unknown.
 *   <li>Both headers must lead to the same: a proxy that writes one of them passes on whatever the
 *       client has written into the other.
 * </ol>
 *
 * <p>No request fails for it, and no name is looked up. Immutable.
 */
record ClientAddress(TrustedProxies proxies) {

  static final int MOST_HOPS = 64;

  /** The client's address, or null if it is unknown. */
  @Nullable InetAddress of(HttpServletRequest request) {
    InetAddress remote = HopAddress.read(request.getRemoteAddr());
    if (remote == null || !proxies.trust(remote)) {
      return remote;
    }
    List<String> forwarded = ProxyHeader.FORWARDED.hops(request);
    List<String> older = ProxyHeader.X_FORWARDED_FOR.hops(request);
    if (forwarded.isEmpty() || older.isEmpty()) {
      return before(remote, older.isEmpty() ? forwarded : older);
    }
    InetAddress client = before(remote, forwarded);
    return Objects.equals(client, before(remote, older)) ? client : null;
  }

  private @Nullable InetAddress before(InetAddress remote, List<String> hops) {
    InetAddress client = remote;
    for (int i = hops.size() - 1; i >= 0 && proxies.trust(client); i--) {
      InetAddress next = hops.size() - i > MOST_HOPS ? null : HopAddress.read(hops.get(i));
      if (next == null) {
        return null;
      }
      client = next;
    }
    return client;
  }
}
