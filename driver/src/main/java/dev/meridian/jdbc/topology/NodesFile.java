package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Setting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The file that {@code nodes} names: one node a line, {@code host[:port] [region=…] [role=…]
 * [drain]}; what follows a {@code #} at the beginning of a word is a comment. A file with any line
 * that is none, or without a node, counts as broken: half a list would take nodes out. What may be
 * a password is not shown. Used by one thread at a time.
 */
final class NodesFile {

  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_NODES = 1_000;
  private static final String FORM =
      "; a line is host[:port] [region=…] [role=primary|standby|subscriber|auto] [drain]";

  private final String setting;
  private final Path path;
  private byte @Nullable [] last;

  /**
   * Prepares to read.
   *
   * @param setting {@code file:} and a path
   */
  NodesFile(String setting) {
    this.setting = setting;
    this.path = Path.of(setting.substring("file:".length()));
  }

  /** The setting, as typed. */
  String setting() {
    return Setting.NODES.key() + "=" + setting;
  }

  /**
   * Reads it if it is another than the last time.
   *
   * @return the nodes, or null if nothing has changed
   * @throws SQLException (22023) if it can not be read or is broken; names file, line and value
   */
  @Nullable List<Node> changed() throws SQLException {
    byte[] bytes;
    try {
      bytes = bytes();
    } catch (IOException e) {
      last = null;
      throw new SQLException(setting() + " can not be read: " + e, "22023", e);
    }
    if (Arrays.equals(bytes, last)) {
      return null;
    }
    last = bytes;
    return parse(text(bytes));
  }

  private byte[] bytes() throws IOException {
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it is longer than " + MOST_BYTES + " bytes");
      }
      return bytes;
    }
  }

  private String text(byte[] bytes) throws SQLException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new SQLException(setting() + " is not text in UTF-8", "22023", e);
    }
  }

  /** Reads the text of a file. */
  List<Node> parse(String text) throws SQLException {
    List<Node> nodes = new ArrayList<>();
    String[] lines = text.split("\r\n|\r|\n", -1);
    for (int i = 0; i < lines.length; i++) {
      try {
        Node node = node(nodes.size(), lines[i]);
        if (node != null) {
          checkNew(node, nodes);
          nodes.add(node);
        }
      } catch (IllegalArgumentException e) {
        String where = setting() + ", line " + (i + 1) + ": ";
        if (mayHoldSecret(lines[i])) {
          // Its cause would show it as well.
          throw new SQLException(
              where + "it has an @ or names a password, neither of which belongs there" + FORM,
              "22023");
        }
        throw new SQLException(where + e.getMessage() + FORM, "22023", e);
      }
    }
    if (nodes.isEmpty()) {
      throw new SQLException(setting() + " names no node" + FORM, "22023");
    }
    return nodes;
  }

  /** As in {@code user:secret@host} or {@code host password=secret}. */
  private static boolean mayHoldSecret(String line) {
    return line.indexOf('@') >= 0 || line.toLowerCase(Locale.ROOT).contains("password");
  }

  private static void checkNew(Node node, List<Node> nodes) {
    if (nodes.stream().anyMatch(node::isNamedAs)) {
      throw new IllegalArgumentException(node.hostAndPort() + " is there twice");
    }
    if (node.statedRole() == Role.PRIMARY
        && nodes.stream().anyMatch(each -> each.statedRole() == Role.PRIMARY)) {
      throw new IllegalArgumentException("role=primary is there twice");
    }
    if (nodes.size() == MOST_NODES) {
      throw new IllegalArgumentException("it is the " + (MOST_NODES + 1) + "th node");
    }
  }

  private static @Nullable Node node(int index, String line) {
    String[] words = line.replaceFirst("(^|\\s)#.*", "").strip().split("\\s+", -1);
    if (words[0].isEmpty()) {
      return null;
    }
    HostText host = HostText.parse(words[0]);
    String region = null;
    Role role = null;
    boolean drained = false;
    for (String word : Arrays.asList(words).subList(1, words.length)) {
      if (word.startsWith("region=") && region == null) {
        region = region(word);
      } else if (word.startsWith("role=") && role == null) {
        role = role(word);
      } else if (word.equals("drain") && !drained) {
        drained = true;
      } else {
        throw new IllegalArgumentException("'" + word + "' is unknown, or there twice");
      }
    }
    Role stated = role == Role.UNKNOWN ? null : role;
    return new Node(index, index, host.host(), host.port(), null, false, region, stated, drained);
  }

  private static String region(String word) {
    String label = word.substring("region=".length());
    try {
      Setting.REGION.check(label);
    } catch (SQLException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return label;
  }

  private static Role role(String word) {
    return switch (word.substring("role=".length())) {
      case "primary" -> Role.PRIMARY;
      case "standby" -> Role.STANDBY;
      case "subscriber" -> Role.SUBSCRIBER;
      case "auto" -> Role.UNKNOWN;
      default -> throw new IllegalArgumentException("'" + word + "' is no role");
    };
  }
}
