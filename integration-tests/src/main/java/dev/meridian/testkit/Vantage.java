package dev.meridian.testkit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The network as an application in one region sees it: one link to every node, the primary's first,
 * in the order in which the world was described. The order stays after a promotion.
 *
 * <p>This class is threadsafe.
 */
public final class Vantage {
  private final String region;
  private final World world;

  /** By the node's region, in the world's order. */
  private final Map<String, WanLink> links;

  Vantage(String region, World world, Map<String, WanLink> links) {
    this.region = region;
    this.world = world;
    this.links = links;
  }

  /** Where the application is. */
  public String region() {
    return region;
  }

  /** The host list for a URL: {@code 127.0.0.1:p1,127.0.0.1:p2,…}. */
  public String hosts() {
    return links.values().stream()
        .map(link -> "127.0.0.1:" + link.port())
        .collect(Collectors.joining(","));
  }

  /**
   * The regions of {@link #hosts()}, in the same order, separated by commas: for {@code
   * nodeRegions=}.
   */
  public String regions() {
    return String.join(",", links.keySet());
  }

  /** A pgjdbc URL of all hosts with the application's user and password. */
  public String url() {
    return "jdbc:postgresql://" + hosts() + database();
  }

  /** A pgjdbc URL of one node, through the link to it. */
  public String urlTo(String nodeRegion) {
    return "jdbc:postgresql://127.0.0.1:" + linkTo(nodeRegion).port() + database();
  }

  /** A pgjdbc URL of the node that was the primary when the world began. */
  public String primaryUrl() {
    return urlTo(world.primary());
  }

  /**
   * {@link #url()} for Meridian, with {@code region=} and {@code nodeRegions=}.
   *
   * @param settings more of them, as {@code "maxLag=5s"}; values are encoded here
   */
  public String meridianUrl(String... settings) {
    return "jdbc:meridian:postgresql://"
        + hosts()
        + database()
        + "&region="
        + encoded(region)
        + "&nodeRegions="
        + encoded(regions())
        + List.of(settings).stream().map(Vantage::parameter).collect(Collectors.joining());
  }

  /** A new connection to one node as the application's user, through the link. */
  public Connection connect(String nodeRegion) throws SQLException {
    return DriverManager.getConnection(urlTo(nodeRegion));
  }

  /**
   * The link to a node.
   *
   * @throws IllegalArgumentException if the world has no node there
   */
  public WanLink linkTo(String nodeRegion) {
    WanLink link = links.get(nodeRegion);
    if (link == null) {
      throw new IllegalArgumentException(
          "no node in " + nodeRegion + ", there are nodes in " + links.keySet());
    }
    return link;
  }

  /** All links, in the order of {@link #hosts()}. */
  public List<WanLink> links() {
    return List.copyOf(links.values());
  }

  private String database() {
    return "/"
        + world.database()
        + "?user="
        + encoded(world.user())
        + "&password="
        + encoded(world.password());
  }

  private static String parameter(String setting) {
    int equals = setting.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("setting '" + setting + "' is not of the form name=value");
    }
    return "&" + setting.substring(0, equals + 1) + encoded(setting.substring(equals + 1));
  }

  private static String encoded(String value) {
    return Objects.requireNonNull(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }
}
