package dev.meridian.examples.pair;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.testkit.Database;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Publication;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.ReplicationRole;
import dev.meridian.testkit.Subscription;
import dev.meridian.testkit.TableName;
import dev.meridian.testkit.Vantage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The two sides of a shop's database, and the names of what connects them.
 *
 * @param application where an application beside the subscriber reads
 */
record Shop(
    Database publisher,
    Database subscriber,
    ReplicationRole role,
    Publication publication,
    Subscription subscription,
    MeridianDataSource.Builder application) {

  static final TableName USERS = TableName.of("users");
  static final TableName ORDERS = TableName.of("orders");
  static final List<TableName> TABLES = List.of(USERS, ORDERS);
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String NAME = "pair";
  private static final Duration FAR = Duration.ofMillis(20);

  /** Makes a database with the shop's tables on both servers, and rows on the publisher. */
  static Shop open(MultiRegionPostgres servers) throws SQLException {
    RegionNode here = servers.node("ap-east-1");
    for (RegionNode node : servers.nodes()) {
      node.execute("CREATE DATABASE " + NAME);
      node.database(NAME)
          .execute(
              "CREATE TABLE users (id int PRIMARY KEY, name text)",
              "CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, total numeric)",
              "GRANT SELECT ON users, orders TO " + servers.user());
    }
    Database publisher = servers.primary().database(NAME);
    publisher.execute(
        "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 20000) i",
        "INSERT INTO orders SELECT i, 1 + i % 20000, i / 7.0 FROM generate_series(1, 100000) i");
    Publication publication = new Publication(publisher, "pub_pair");
    Vantage network = servers.from(here.region());
    network.linkTo(servers.primary().region()).roundTrip(FAR);
    return new Shop(
        publisher,
        here.database(NAME),
        new ReplicationRole("replicator", "change-me"),
        publication,
        new Subscription(here.database(NAME), "sub_pair", publication),
        MeridianDataSource.builder()
            .url("jdbc:meridian:postgresql://" + network.hosts() + "/" + NAME)
            .set(Setting.NODE_REGIONS, network.regions())
            .user(servers.user())
            .password(servers.password()));
  }
}
