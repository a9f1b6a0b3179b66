package dev.meridian.integration;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.PgBouncer;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.WanLink;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A PgBouncer in transaction mode in front of each node, which lends two server sessions to all.
 */
public final class Poolers implements AutoCloseable {

  private static final Duration FAR = Duration.ofMillis(100);

  private final MultiRegionPostgres cluster;
  private final Map<String, PgBouncer> poolers = new LinkedHashMap<>();
  private final Map<String, WanLink> links = new LinkedHashMap<>();

  /** Starts them. */
  public Poolers(MultiRegionPostgres cluster) {
    this.cluster = cluster;
    for (RegionNode node : cluster.nodes()) {
      PgBouncer pooler = PgBouncer.before(node, cluster, 2);
      poolers.put(node.region(), pooler);
      links.put(
          node.region(), new WanLink("pooler " + node.region(), pooler.port(), Duration.ZERO));
    }
  }

  PgBouncer of(String region) {
    return Objects.requireNonNull(poolers.get(region), region);
  }

  WanLink linkTo(String region) {
    return Objects.requireNonNull(links.get(region), region);
  }

  private String login() {
    return "/" + cluster.database() + "?user=" + cluster.user() + "&password=" + cluster.password();
  }

  /** pgjdbc's, straight to one pooler over its link. */
  public String urlTo(String region) {
    return "jdbc:postgresql://127.0.0.1:" + linkTo(region).port() + login() + "&prepareThreshold=0";
  }

  /** Meridian's for an application there; all other regions are far from now on. */
  public String url(String region) {
    return url(region, FAR);
  }

  /** The same with another distance. */
  public String url(String region, Duration far) {
    links.forEach((at, link) -> link.roundTrip(at.equals(region) ? Duration.ZERO : far));
    String hosts =
        links.values().stream()
            .map(link -> "127.0.0.1:" + link.port())
            .collect(Collectors.joining(","));
    return "jdbc:meridian:postgresql://"
        + hosts
        + login()
        + "&region="
        + region
        + "&nodeRegions="
        + String.join(",", links.keySet());
  }

  /** What the sessions have of a setting that the pooler lends, each of them asked. */
  String setting(String region, String name) throws SQLException {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      String url = "jdbc:postgresql://127.0.0.1:" + of(region).port() + login();
      try (Connection client = DriverManager.getConnection(url + "&prepareThreshold=0")) {
        all.append(Sql.query(client, "SELECT current_setting('" + name + "')")).append(' ');
      }
    }
    return all.toString();
  }

  @Override
  public void close() {
    links.values().forEach(WanLink::close);
    poolers.values().forEach(PgBouncer::close);
  }
}
