package dev.meridian.integration.failover;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What an operator does with a subscriber after a failover. */
final class Subscribers {

  private Subscribers() {}

  /** Points it to another publisher, with a slot of the same name that begins there and now. */
  static void repoint(MultiRegionPostgres cluster, String subscriber, String publisher)
      throws SQLException {
    RegionNode node = cluster.node(subscriber);
    RegionNode from = cluster.node(publisher);
    String slot = node.query("SELECT subslotname FROM pg_subscription");
    from.execute("SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
    node.execute("ALTER SUBSCRIPTION " + name(node) + " CONNECTION " + login(from));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> "t".equals(from.query("SELECT active FROM pg_replication_slots")));
  }

  /** Makes its subscription anew, and copies its table. */
  static void copyAnew(
      MultiRegionPostgres cluster, String subscriber, String publisher, String table)
      throws SQLException {
    RegionNode node = cluster.node(subscriber);
    String name = name(node);
    String publication = node.query("SELECT subpublications[1] FROM pg_subscription");
    node.execute(
        "DROP SUBSCRIPTION " + name,
        "TRUNCATE " + table,
        "CREATE SUBSCRIPTION "
            + name
            + " CONNECTION "
            + login(cluster.node(publisher))
            + " PUBLICATION \""
            + publication
            + "\" WITH (copy_data = true)");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                "t"
                    .equals(
                        node.query("SELECT bool_and(srsubstate = 'r') FROM pg_subscription_rel")));
  }

  private static @Nullable String name(RegionNode subscriber) throws SQLException {
    return subscriber.query("SELECT quote_ident(subname) FROM pg_subscription");
  }

  private static String login(RegionNode publisher) {
    URI url = URI.create(publisher.directUrl().substring("jdbc:".length()));
    return "$$host=127.0.0.1 port="
        + url.getPort()
        + " dbname="
        + url.getPath().substring(1)
        + " "
        + url.getQuery().replace("&", " ")
        + "$$";
  }
}
