package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes serve no reads in one world, by the setting {@code drain} and by whoever operates
 * them. A name with several addresses stands for all of its nodes. Threadsafe.
 */
final class Drains {

  private static final String USUAL_PORT = ":5432";

  private record Applied(Topology seen, Set<String> names, Topology drained) {}

  private final ReentrantLock lock = new ReentrantLock();
  // Written under the lock.
  private volatile Set<String> names;
  // The last picture that was asked for, since it is asked for again with every statement.
  private volatile @Nullable Applied last;

  /**
   * Begins with those of the setting.
   *
   * @throws SQLException (22023) if one of them is none of the nodes
   */
  Drains(Set<String> setting, Topology seen, Duration maxLag) throws SQLException {
    Set<String> first = new HashSet<>();
    for (String text : setting) {
      String name = name(text);
      require(isNode(withoutIp(name), seen), "drain=" + text, seen, maxLag);
      first.add(name);
    }
    names = Set.copyOf(first);
  }

  /** The picture with the drained ones marked; the same if there are none. */
  @SuppressWarnings("ReferenceEquality") // each picture is another; to compare them would cost
  Topology applied(Topology seen) {
    Set<String> now = names;
    if (now.isEmpty()) {
      return seen;
    }
    Applied known = last;
    if (known == null || known.seen != seen || known.names != now) {
      known = new Applied(seen, now, seen.drained(node -> isIn(node, now)));
      last = known;
    }
    return known.drained;
  }

  /**
   * Drains a node.
   *
   * @throws SQLException (22023) if it is none of the nodes
   */
  void drain(String text, Topology seen, Duration maxLag) throws SQLException {
    String name = name(text);
    require(isNode(name, seen), "drain: " + text, seen, maxLag);
    change(name, true);
  }

  /**
   * Puts a node back.
   *
   * @throws SQLException (22023) if it is none of the nodes, or the file of {@code nodes} drains it
   */
  void undrain(String text, Topology seen, Duration maxLag) throws SQLException {
    String name = name(text);
    require(isNode(name, seen) || names.contains(name), "undrain: " + text, seen, maxLag);
    for (NodeState state : seen.nodes()) {
      if (state.node().drained() && isIn(state.node(), Set.of(name))) {
        throw new SQLException(
            "undrain: " + text + " is drained by the file of nodes=; take the word out there",
            "22023");
      }
    }
    change(name, false);
  }

  private void change(String name, boolean drained) {
    lock.lock();
    try {
      Set<String> next = new HashSet<>(names);
      if (drained ? next.add(name) : next.remove(name)) {
        names = Set.copyOf(next);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void require(boolean isNode, String what, Topology seen, Duration maxLag)
      throws SQLException {
    if (!isNode) {
      throw new SQLException(
          what + " is none of the nodes; " + seen.describe(maxLag, System.nanoTime()), "22023");
    }
  }

  private static String name(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    boolean port = name.indexOf(':', name.lastIndexOf(']') + 1) >= 0;
    return port ? name : name + USUAL_PORT;
  }

  /** What of {@code host/address:port} is known before the host was looked up. */
  private static String withoutIp(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash) + name.substring(name.lastIndexOf(':'));
  }

  private static boolean isNode(String name, Topology seen) {
    return seen.nodes().stream().anyMatch(state -> isIn(state.node(), Set.of(name)));
  }

  private static boolean isIn(Node node, Set<String> names) {
    return !node.isVacant()
        && (names.contains(node.hostAndPort().toLowerCase(Locale.ROOT))
            || names.contains(node.address().toLowerCase(Locale.ROOT)));
  }
}
