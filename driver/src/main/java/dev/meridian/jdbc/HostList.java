package dev.meridian.jdbc;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.topology.Node;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** Makes the nodes of pgjdbc's host and port lists, labelled by {@code nodeRegions}. */
final class HostList {

  /** Enough to tell an IPv6 literal from a name with a stray colon. A zone may follow. */
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%.+)?");

  private HostList() {}

  /**
   * Reads the nodes.
   *
   * @throws SQLException 08001 for a host that can be none, 22023 for one that is there twice, and
   *     for labels or roles of another count
   */
  static List<Node> read(Properties merged, Settings settings) throws SQLException {
    String[] hosts = merged.getProperty(PGProperty.PG_HOST.getName(), "localhost").split(",", 0);
    String[] ports = merged.getProperty(PGProperty.PG_PORT.getName(), "5432").split(",", 0);
    List<Node> bare = new ArrayList<>();
    if (hosts.length == 0) {
      throw bad("PGHOST names no host");
    }
    for (int i = 0; i < hosts.length; i++) {
      String host = host(hosts[i], hosts.length, i);
      bare.add(new Node(i, host, Integer.parseInt(ports[i]), null, null));
    }
    checkUnique(bare);
    checkCount("nodeRegions", settings.nodeRegions(), bare);
    checkCount("roles", settings.roles().stream().map(HostList::word).toList(), bare);
    checkTrusted(settings, bare);
    checkReadFrom(settings);
    return bare.stream().map(node -> labelled(node, settings)).toList();
  }

  private static void checkTrusted(Settings settings, List<Node> nodes) throws SQLException {
    for (String trusted : settings.trustSubscriber().keySet()) {
      if (nodes.stream().noneMatch(node -> node.address().equalsIgnoreCase(trusted))) {
        throw new SQLException(
            "trustSubscriber names " + trusted + ", which is none of " + addresses(nodes), "22023");
      }
    }
  }

  /** Where every host has its label, a region without a host is a misspelt one. */
  private static void checkReadFrom(Settings settings) throws SQLException {
    List<String> labels = settings.nodeRegions();
    for (String region : settings.readFrom()) {
      if (!labels.isEmpty() && !labels.contains(region) && !region.equals(Settings.ANY_REGION)) {
        throw new SQLException(
            "readFrom names "
                + region
                + ", which is none of nodeRegions="
                + String.join(",", labels),
            "22023");
      }
    }
  }

  private static String host(String typed, int count, int index) throws SQLException {
    if (typed.isEmpty() && count == 1) {
      // As in jdbc:postgresql:///db, where pgjdbc resolves the empty name to the loopback address.
      return "localhost";
    }
    String where = "host " + (index + 1) + " of " + count;
    if (typed.isEmpty()) {
      throw bad(where + " is empty");
    }
    if (typed.indexOf('@') >= 0) {
      throw bad(where + " has an @ in it; user and password are properties of their own");
    }
    boolean brackets = typed.startsWith("[") && typed.endsWith("]");
    String host = brackets ? typed.substring(1, typed.length() - 1) : typed;
    if (host.chars().anyMatch(Character::isWhitespace)) {
      throw bad(where + shown("'" + typed + "'") + " has a space in it");
    }
    boolean literal = IPV6.matcher(host).matches();
    if (brackets ? !literal : !literal && host.indexOf(':') >= 0) {
      throw bad(where + shown(typed) + " is neither a name nor an address; write IPv6 as [::1]");
    }
    return host;
  }

  private static String shown(String typed) {
    return Secrets.namesPassword(typed) ? "" : ", " + typed + ",";
  }

  private static void checkUnique(List<Node> nodes) throws SQLException {
    Map<String, Node> seen = new HashMap<>();
    for (Node node : nodes) {
      Node earlier = seen.putIfAbsent(node.address().toLowerCase(Locale.ROOT), node);
      if (earlier != null) {
        throw new SQLException(
            "the host list names "
                + node.address()
                + " twice, as host "
                + (earlier.index() + 1)
                + " and host "
                + (node.index() + 1)
                + " of "
                + addresses(nodes),
            "22023");
      }
    }
  }

  private static void checkCount(String key, List<String> values, List<Node> nodes)
      throws SQLException {
    if (!values.isEmpty() && values.size() != nodes.size()) {
      throw new SQLException(
          key
              + " has "
              + values.size()
              + " ("
              + String.join(", ", values)
              + "), but the host list"
              + " has "
              + nodes.size()
              + " ("
              + addresses(nodes)
              + "); "
              + key
              + " takes one for every host, in their order",
          "22023");
    }
  }

  private static Node labelled(Node node, Settings settings) {
    return new Node(
        node.index(),
        node.host(),
        node.port(),
        settings.nodeRegions().isEmpty() ? null : settings.nodeRegions().get(node.index()),
        settings.roles().isEmpty() ? null : stated(settings.roles().get(node.index())));
  }

  private static @Nullable Role stated(Role role) {
    return role == Role.UNKNOWN ? null : role;
  }

  private static String word(Role role) {
    return role == Role.UNKNOWN ? "auto" : role.name().toLowerCase(Locale.ROOT);
  }

  private static String addresses(List<Node> nodes) {
    return nodes.stream().map(Node::address).collect(Collectors.joining(", "));
  }

  private static SQLException bad(String message) {
    return new SQLException(message, "08001");
  }
}
