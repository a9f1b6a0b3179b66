package dev.meridian.jdbc.geo;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes small databases in MaxMind's format 2.0, as its specification has it. Keys that are there
 * a second time are pointers, and so are equal entries. Not threadsafe.
 */
final class MmdbWriter {

  private static final int SEPARATOR = 16;

  /** An inner node of the tree; a leaf is an entry's offset in the data section. */
  private static final class Node {
    final @Nullable Object[] sides = new @Nullable Object[2];
    int number;
  }

  private final int ipVersion;
  private final int recordSize;
  private final Node root = new Node();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final Map<Object, Integer> written = new HashMap<>();
  private final Map<String, Object> metadata = new LinkedHashMap<>();

  MmdbWriter(String type, int ipVersion, int recordSize) {
    this.ipVersion = ipVersion;
    this.recordSize = recordSize;
    metadata.put("binary_format_major_version", 2);
    metadata.put("binary_format_minor_version", 0);
    metadata.put("build_epoch", 1_795_000_000L);
    metadata.put("database_type", type);
    metadata.put("ip_version", ipVersion);
    metadata.put("record_size", recordSize);
  }

  /** An entry as a City database has it. */
  static Map<String, Object> city(String country, double latitude, double longitude) {
    return Map.of(
        "city", Map.of("geoname_id", 1_000_000L, "names", Map.of("en", "Somewhere", "de", "Ä")),
        "country", Map.of("iso_code", country, "is_in_european_union", true),
        "location", Map.of("accuracy_radius", 20, "latitude", latitude, "longitude", longitude),
        "subdivisions", List.of(Map.of("iso_code", "X"), Map.of("iso_code", "Y")));
  }

  /** An entry as a Country database has it. */
  static Map<String, Object> country(String country) {
    return Map.of("country", Map.of("iso_code", country), "continent", Map.of("code", "EU"));
  }

  /** Claims in the metadata what is not so. */
  MmdbWriter claim(String key, Object value) {
    metadata.put(key, value);
    return this;
  }

  /** Enters a network: {@code 1.2.3.0/24}. */
  MmdbWriter add(String network, Map<String, Object> entry) {
    Integer offset = written.get(entry);
    if (offset == null) {
      offset = data.size();
      write(data, entry);
      written.put(entry, offset);
    }
    return addRaw(network, offset);
  }

  /** Enters a network whose entry is at an offset of the data section. */
  MmdbWriter addRaw(String network, int offset) {
    String[] parts = network.split("/", -1);
    byte[] bytes = bytes(parts[0]);
    int prefix = Integer.parseInt(parts[1]);
    if (ipVersion == 6 && bytes.length == 4) {
      byte[] wide = new byte[16];
      System.arraycopy(bytes, 0, wide, 12, 4);
      bytes = wide;
      prefix += 96;
    }
    Node node = root;
    for (int bit = 0; bit < prefix - 1; bit++) {
      Object next = node.sides[side(bytes, bit)];
      Node child = next instanceof Node known ? known : new Node();
      if (next instanceof Integer) {
        child.sides[0] = next;
        child.sides[1] = next;
      }
      node.sides[side(bytes, bit)] = child;
      node = child;
    }
    node.sides[side(bytes, prefix - 1)] = offset;
    return this;
  }

  /** Puts bytes into the data section as they are; tells where. */
  int raw(int... bytes) {
    int offset = data.size();
    for (int each : bytes) {
      data.write(each);
    }
    return offset;
  }

  /** The whole file. */
  byte[] toBytes() {
    List<Node> nodes = new ArrayList<>();
    number(root, nodes);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (Node node : nodes) {
      long left = record(node.sides[0], nodes.size());
      long right = record(node.sides[1], nodes.size());
      switch (recordSize) {
        case 24 -> {
          writeNumber(file, left, 3);
          writeNumber(file, right, 3);
        }
        case 28 -> {
          writeNumber(file, left, 3);
          file.write((int) (((left >> 24) << 4) | (right >> 24)));
          writeNumber(file, right, 3);
        }
        default -> {
          writeNumber(file, left, 4);
          writeNumber(file, right, 4);
        }
      }
    }
    file.writeBytes(new byte[SEPARATOR]);
    file.writeBytes(data.toByteArray());
    file.writeBytes(new byte[] {(byte) 0xAB, (byte) 0xCD, (byte) 0xEF});
    file.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    metadata.putIfAbsent("node_count", (long) nodes.size());
    // No pointers: they would point into the data section.
    written.clear();
    write(file, metadata, false);
    return file.toByteArray();
  }

  private static void number(Node node, List<Node> nodes) {
    node.number = nodes.size();
    nodes.add(node);
    for (Object side : node.sides) {
      if (side instanceof Node child) {
        number(child, nodes);
      }
    }
  }

  private static long record(@Nullable Object side, int nodeCount) {
    if (side instanceof Node child) {
      return child.number;
    }
    return side instanceof Integer offset ? nodeCount + SEPARATOR + offset : nodeCount;
  }

  private static int side(byte[] bytes, int bit) {
    return (bytes[bit / 8] >> (7 - bit % 8)) & 1;
  }

  private static byte[] bytes(String address) {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void write(ByteArrayOutputStream out, Object value) {
    write(out, value, true);
  }

  private void write(ByteArrayOutputStream out, Object value, boolean pointers) {
    if (value instanceof Map<?, ?> map) {
      control(out, 7, map.size());
      map.forEach(
          (key, each) -> {
            writeText(out, (String) key, pointers);
            write(out, each, pointers);
          });
    } else if (value instanceof List<?> list) {
      control(out, 11, list.size());
      list.forEach(each -> write(out, each, pointers));
    } else if (value instanceof String text) {
      writeText(out, text, pointers);
    } else if (value instanceof Double number) {
      control(out, 3, 8);
      writeNumber(out, Double.doubleToLongBits(number), 8);
    } else if (value instanceof Boolean flag) {
      control(out, 14, flag ? 1 : 0);
    } else if (value instanceof Integer number) {
      control(out, 5, 2);
      writeNumber(out, number, 2);
    } else {
      control(out, value.equals(metadata.get("build_epoch")) ? 9 : 6, 4);
      writeNumber(out, (Long) value, 4);
    }
  }

  private void writeText(ByteArrayOutputStream out, String text, boolean pointers) {
    Integer before = pointers ? written.get(text) : null;
    if (before != null) {
      writePointer(out, before);
      return;
    }
    if (pointers) {
      written.put(text, out.size());
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    control(out, 2, bytes.length);
    out.writeBytes(bytes);
  }

  private static void writePointer(ByteArrayOutputStream out, int offset) {
    if (offset < 2_048) {
      out.write(0x20 | (offset >> 8));
      out.write(offset);
    } else {
      out.write(0x38);
      writeNumber(out, offset, 4);
    }
  }

  private static void control(ByteArrayOutputStream out, int type, int size) {
    int head = type < 8 ? type << 5 : 0;
    out.write(head | Math.min(size, 29));
    if (type >= 8) {
      out.write(type - 7);
    }
    if (size >= 29) {
      out.write(size - 29);
    }
  }

  private static void writeNumber(ByteArrayOutputStream out, long number, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (number >> (8 * i)));
    }
  }
}
