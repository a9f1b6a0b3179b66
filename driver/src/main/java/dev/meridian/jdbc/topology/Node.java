package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Role;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL server that the URL, or the file of {@code nodes}, names. Immutable.
 *
 * @param index its place among the nodes, from 0. The place of one that is gone may be another's
 *     later
 * @param id tells it from all that had its place before
 * @param host the host name or address, an IPv6 literal without brackets
 * @param port the TCP port, 1 to 65535; 0 of a vacant place
 * @param ip the address that the host's name has for it, or null where the name was not looked up
 * @param oneOfSeveral whether the name has other addresses too, each of them a node
 * @param region its label: from {@code nodeRegions} or the file, or else by {@link NodeLabels};
 *     null if nothing tells
 * @param statedRole its role as stated by {@code roles} or the file, or null if it is to be found
 *     out
 * @param drained whether it is to serve no reads
 */
public record Node(
    int index,
    int id,
    String host,
    int port,
    @Nullable String ip,
    boolean oneOfSeveral,
    @Nullable String region,
    @Nullable Role statedRole,
    boolean drained) {

  // What is left above the microseconds of this and the next 80 years.
  private static final int ID_SHIFT = 52;
  private static final int ID_MASK = 0x7FF;

  /** One that was not looked up and is not drained. */
  public Node(
      int index, String host, int port, @Nullable String region, @Nullable Role statedRole) {
    this(index, index, host, port, null, false, region, statedRole, false);
  }

  /** A place without a node. */
  static Node vacant(int index) {
    return new Node(index, -1, "", 0, null, false, null, null, false);
  }

  /** Whether this is a place without a node. */
  public boolean isVacant() {
    return port == 0;
  }

  /** {@code host:port}, with brackets round an IPv6 literal. */
  public String hostAndPort() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** {@link #hostAndPort}; of one of several addresses {@code host/address:port}. */
  public String address() {
    if (!oneOfSeveral || ip == null) {
      return hostAndPort();
    }
    return host + "/" + (ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + port;
  }

  /** Whether both are named alike; the same server, as far as names tell. */
  boolean isNamedAs(Node other) {
    return port == other.port && host.equalsIgnoreCase(other.host);
  }

  /** Whether both are named alike, and lead to the same address. */
  boolean isSeatOf(Node other) {
    return isNamedAs(other) && Objects.equals(ip, other.ip);
  }

  Node seated(int place, int number) {
    return new Node(place, number, host, port, ip, oneOfSeveral, region, statedRole, drained);
  }

  /** The same at one of the addresses of its name. */
  Node lookedUp(String found, boolean several) {
    return new Node(index, id, host, port, found, several, region, statedRole, drained);
  }

  /** The same, in that region. */
  Node in(String label) {
    return new Node(index, id, host, port, ip, oneOfSeveral, label, statedRole, drained);
  }

  /** Whether its host is an address, and no name. */
  public boolean isNamedByAddress() {
    return HostText.isAddress(host);
  }

  /** The same, drained. */
  Node asDrained() {
    return new Node(index, id, host, port, ip, oneOfSeveral, region, statedRole, true);
  }

  /** Which run of a server at this place it is: no other that was here has the same number. */
  long incarnation(long startedMicros) {
    return startedMicros | (long) (id & ID_MASK) << ID_SHIFT;
  }

  @Override
  public String toString() {
    return region == null ? address() : address() + " (" + region + ")";
  }
}
