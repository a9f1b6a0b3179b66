package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Role;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL server that the URL names. Immutable.
 *
 * @param index its place in the URL's host list, from 0
 * @param host the host name or address, an IPv6 literal without brackets
 * @param port the TCP port, 1 to 65535
 * @param region its label from {@code nodeRegions}, or null
 * @param statedRole its role as stated by {@code roles}, or null if it is to be found out
 */
public record Node(
    int index, String host, int port, @Nullable String region, @Nullable Role statedRole) {

  /** {@code host:port}, with brackets round an IPv6 literal. */
  public String address() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public String toString() {
    return region == null ? address() : address() + " (" + region + ")";
  }
}
