package dev.meridian.bench;

import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.Target;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A primary and a standby on this machine, without WAN links, for the forks to find: where they are
 * stands in a system property.
 */
final class Servers implements AutoCloseable {

  /** How many there are. */
  static final int NODES = 2;

  private static final String PROPERTY = "bench.servers";
  private static final String HOST = "127.0.0.1";

  private final MultiRegionPostgres world;

  Servers() {
    world =
        MultiRegionPostgres.builder()
            .primary("us-east-1")
            .standby("eu-west-1")
            .schema(
                "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total numeric,"
                    + " status text, region text)")
            .data(
                "INSERT INTO orders SELECT i, i % 100, i, 'shipped', 'eu-west-1'"
                    + " FROM generate_series(1, 1000) i")
            .start();
  }

  /** The argument of a JVM that is to find them. */
  String jvmArgument() {
    String hosts =
        world.nodes().stream()
            .map(node -> HOST + ":" + node.port())
            .collect(Collectors.joining(","));
    return String.join(
        "/", "-D" + PROPERTY + "=" + hosts, world.database(), world.user(), world.password());
  }

  private static String part(int i) {
    return System.getProperty(PROPERTY, "").split("/", -1)[i];
  }

  /** The URL of the primary, for pgjdbc. */
  static String pgjdbcUrl() {
    return "jdbc:postgresql://" + part(0).split(",", -1)[0] + "/" + login();
  }

  /** The URL of all of them, for Meridian. */
  static String meridianUrl() {
    return "jdbc:meridian:postgresql://" + part(0) + "/" + login();
  }

  private static String login() {
    return part(1) + "?user=" + part(2) + "&password=" + part(3);
  }

  /** What the second URL means. */
  static Target target() throws SQLException {
    List<Node> nodes = new ArrayList<>();
    for (String address : part(0).split(",", -1)) {
      int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
      nodes.add(new Node(nodes.size(), HOST, port, null, null));
    }
    Properties login = new Properties();
    login.setProperty("user", part(2));
    login.setProperty("password", part(3));
    return new Target(nodes, part(1), login, Settings.of(Map.of(), false), null);
  }

  @Override
  public void close() {
    world.close();
  }
}
