package dev.meridian.jdbc.api;

import java.net.InetAddress;

/**
 * The addresses that begin with the same bits, and the region they are in. Immutable.
 *
 * @param first the network's own address: its bits behind the prefix are 0
 * @param prefix how many bits count, up to 32 for IPv4 and 128 for IPv6
 */
public record Network(InetAddress first, int prefix, String region) {

  /**
   * Checks the prefix.
   *
   * @throws IllegalArgumentException if it is too long, or a bit behind it is not 0
   */
  public Network {
    byte[] bytes = first.getAddress();
    if (prefix < 0 || prefix > bytes.length * Byte.SIZE) {
      throw new IllegalArgumentException("has a prefix that is too long: /" + prefix);
    }
    for (int bit = prefix; bit < bytes.length * Byte.SIZE; bit++) {
      if ((bytes[bit / Byte.SIZE] & highBits(bit % Byte.SIZE + 1) & ~highBits(bit % Byte.SIZE))
          != 0) {
        throw new IllegalArgumentException(
            "has a bit behind its prefix: " + first.getHostAddress() + "/" + prefix);
      }
    }
  }

  /** Whether the address is one of them. An IPv4 address is in no IPv6 network. */
  public boolean holds(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    int whole = prefix / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (mine[i] != other[i]) {
        return false;
      }
    }
    int rest = highBits(prefix % Byte.SIZE);
    return rest == 0 || (mine[whole] & rest) == (other[whole] & rest);
  }

  /** A byte of which the first bits are 1. */
  private static int highBits(int count) {
    return (0xFF << (Byte.SIZE - count)) & 0xFF;
  }

  /** As typed: {@code 10.1.0.0/16:eu-west-1}. */
  @Override
  public String toString() {
    return first.getHostAddress() + "/" + prefix + ":" + region;
  }
}
