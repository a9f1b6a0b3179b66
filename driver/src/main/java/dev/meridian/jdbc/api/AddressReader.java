package dev.meridian.jdbc.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads addresses as they are written, and never looks up a name: IPv4 as four decimal numbers,
 * IPv6 as in RFC 4291 section 2.2, without a zone. An IPv4 address that is mapped into IPv6 is the
 * IPv4 address. Meridian's own business; static and stateless.
 */
public final class AddressReader {

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final Pattern WITH_IPV4 = Pattern.compile("(.*:)([0-9]+(?:\\.[0-9]+){3})");
  private static final int GROUPS = 8;
  private static final int LONGEST = 45;

  private AddressReader() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static InetAddress read(String text) {
    try {
      return InetAddress.getByAddress(bytes(text));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("only the length can be wrong, and it is not", e);
    }
  }

  /** Its 4 or 16 bytes as written: a mapped address has 16. */
  static byte[] bytes(String text) {
    if (text.length() > LONGEST) {
      throw noAddress(text);
    }
    return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
  }

  private static byte[] ipv4(String text) {
    String[] numbers = text.split("\\.", -1);
    byte[] bytes = new byte[4];
    if (numbers.length != bytes.length) {
      throw noAddress(text);
    }
    for (int i = 0; i < bytes.length; i++) {
      if (!NUMBER.matcher(numbers[i]).matches() || Integer.parseInt(numbers[i]) > 255) {
        throw noAddress(text);
      }
      bytes[i] = (byte) Integer.parseInt(numbers[i]);
    }
    return bytes;
  }

  private static byte[] ipv6(String text) {
    String plain = text;
    Matcher mixed = WITH_IPV4.matcher(text);
    if (mixed.matches()) {
      byte[] last = ipv4(mixed.group(2));
      plain = mixed.group(1) + hex(last[0], last[1]) + ":" + hex(last[2], last[3]);
    }
    int gap = plain.indexOf("::");
    if (gap < 0) {
      return packed(text, groups(text, plain), List.of());
    }
    List<String> head = groups(text, plain.substring(0, gap));
    List<String> tail = groups(text, plain.substring(gap + 2));
    if (head.size() + tail.size() >= GROUPS) {
      throw noAddress(text);
    }
    return packed(text, head, tail);
  }

  private static String hex(byte high, byte low) {
    return Integer.toHexString(((high & 0xFF) << 8) | (low & 0xFF));
  }

  private static List<String> groups(String text, String part) {
    List<String> groups = part.isEmpty() ? List.of() : Arrays.asList(part.split(":", -1));
    if (!groups.stream().allMatch(group -> GROUP.matcher(group).matches())) {
      throw noAddress(text);
    }
    return groups;
  }

  /** The groups of the head at the beginning, those of the tail at the end. */
  private static byte[] packed(String text, List<String> head, List<String> tail) {
    if (tail.isEmpty() && head.size() != GROUPS && !text.contains("::")) {
      throw noAddress(text);
    }
    byte[] bytes = new byte[2 * GROUPS];
    for (int i = 0; i < head.size(); i++) {
      put(bytes, i, head.get(i));
    }
    for (int i = 0; i < tail.size(); i++) {
      put(bytes, GROUPS - tail.size() + i, tail.get(i));
    }
    return bytes;
  }

  private static void put(byte[] bytes, int group, String hex) {
    int value = Integer.parseInt(hex, 16);
    bytes[2 * group] = (byte) (value >> 8);
    bytes[2 * group + 1] = (byte) value;
  }

  private static IllegalArgumentException noAddress(String text) {
    return new IllegalArgumentException("has '" + text + "', which is no IPv4 or IPv6 address");
  }
}
