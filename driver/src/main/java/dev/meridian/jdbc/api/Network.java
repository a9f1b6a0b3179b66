package dev.meridian.jdbc.api;

import java.net.InetAddress;

/** A range of addresses, and the region they are in. Immutable. */
public record Network(AddressRange addresses, String region) {

  /**
   * Those that begin with the same bits.
   *
   * @param first the network's own address: its bits behind the prefix are 0
   * @param prefix how many bits count, up to 32 for IPv4 and 128 for IPv6
   * @throws IllegalArgumentException if it is too long, or a bit behind it is not 0
   */
  public Network(InetAddress first, int prefix, String region) {
    this(new AddressRange(first, prefix), region);
  }

  /** How many bits count, up to 32 for IPv4 and 128 for IPv6. */
  public int prefix() {
    return addresses.prefix();
  }

  /** Whether the address is one of them. An IPv4 address is in no IPv6 network. */
  public boolean holds(InetAddress address) {
    return addresses.holds(address);
  }

  /** As typed: {@code 10.1.0.0/16:eu-west-1}. */
  @Override
  public String toString() {
    return addresses + ":" + region;
  }
}
