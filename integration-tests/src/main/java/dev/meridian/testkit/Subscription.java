package dev.meridian.testkit;

import java.sql.SQLException;
import java.time.Duration;

/**
 * A subscriber's subscription to the world's publication, named after its region, as its slot is.
 */
final class Subscription {
  private static final Duration COPIED_WITHIN = Duration.ofSeconds(60);

  private Subscription() {}

  static String name(String region) {
    return "sub_" + region.replace('-', '_');
  }

  static void create(World world, RegionNode subscriber, int publisherPort) throws SQLException {
    String name = name(subscriber.region());
    subscriber.execute(
        "CREATE SUBSCRIPTION %s CONNECTION '%s' PUBLICATION %s"
            .formatted(name, world.replicationInfo(publisherPort, name), world.publication()));
  }

  static void awaitCopied(RegionNode subscriber) throws SQLException {
    Await.until(
        () ->
            "0"
                .equals(
                    subscriber.query(
                        "SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'")),
        COPIED_WITHIN,
        () -> subscriber + " has not copied every table");
  }
}
