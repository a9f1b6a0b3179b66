package dev.meridian.jdbc.api;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits; Meridian's own business. Immutable.
 *
 * @param first the range's own address: its bits behind the prefix are 0
 * @param prefix how many bits count, up to 32 for IPv4 and 128 for IPv6
 */
public record AddressRange(InetAddress first, int prefix) {

  private static final Pattern FORM = Pattern.compile("([^/]*)(?:/([0-9]{1,3}))?");
  private static final int MAPPED_PREFIX = 96;

  /**
   * Checks the prefix.
   *
   * @throws IllegalArgumentException if it is too long, or a bit behind it is not 0
   */
  public AddressRange {
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

  /**
   * Reads {@code 10.1.0.0/16}, or one address; never looks up a name. A range of IPv4 addresses
   * that are mapped into IPv6 is the IPv4 range.
   *
   * @throws IllegalArgumentException if it is none; the message goes on behind what was read
   */
  public static AddressRange read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("has '" + text + "', which is no address/prefix");
    }
    int typed = AddressReader.bytes(form.group(1)).length * Byte.SIZE;
    InetAddress first = AddressReader.read(form.group(1));
    int prefix = form.group(2) == null ? typed : Integer.parseInt(form.group(2));
    if (typed == first.getAddress().length * Byte.SIZE) {
      return new AddressRange(first, prefix);
    }
    if (prefix < MAPPED_PREFIX) {
      throw new IllegalArgumentException("has '" + text + "', which mixes IPv4 and IPv6");
    }
    return new AddressRange(first, prefix - MAPPED_PREFIX);
  }

  /** Whether the address is one of them. An IPv4 address is in no IPv6 range. */
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

  /** As typed: {@code 10.1.0.0/16}. */
  @Override
  public String toString() {
    return first.getHostAddress() + "/" + prefix;
  }
}
