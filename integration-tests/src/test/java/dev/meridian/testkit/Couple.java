package dev.meridian.testkit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A publisher and a subscriber for one test: a database of its own on both servers, its name with a
 * capital, a space and quotes, two tables with some rows, and all that replication needs.
 */
final class Couple implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final TableName ORDERS = TableName.of("Order \"Lines\"");
  static final TableName USERS = TableName.of("users");

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final MultiRegionPostgres servers;
  final Database publisher;
  final Database subscriber;
  final ReplicationRole role;
  final Publication publication;
  final Subscription subscription;

  private Couple(MultiRegionPostgres servers) {
    this.servers = servers;
    int number = COUNT.incrementAndGet();
    String name = "The \"shop's\" " + number;
    publisher = servers.primary().database(name);
    subscriber = servers.node("ap-east-1").database(name);
    role = new ReplicationRole("Replica's \"role\" " + number, "it's a \\ \"secret\" & more");
    publication = new Publication(publisher, "Pub " + number);
    subscription = new Subscription(subscriber, "sub_couple_" + number, publication);
  }

  /** With the tables on both sides, and rows in the publisher's. */
  static Couple unconnected(MultiRegionPostgres servers) throws SQLException {
    Couple couple = new Couple(servers);
    for (RegionNode node : servers.nodes()) {
      node.execute("CREATE DATABASE " + Quoted.identifier(couple.publisher.name()));
    }
    couple.onBoth(
        "CREATE TABLE users (id int PRIMARY KEY, name text)",
        "CREATE TABLE \"Order \"\"Lines\"\"\" (\"User\" int REFERENCES users, line int, total numeric,"
            + " at timestamptz DEFAULT now(), PRIMARY KEY (\"User\", line))");
    couple.publisher.execute(
        "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 1000) i",
        "INSERT INTO \"Order \"\"Lines\"\"\" SELECT 1 + i / 3, i, i / 7.0"
            + " FROM generate_series(1, 2000) i");
    couple.role.create(couple.publisher);
    return couple;
  }

  /** Published, subscribed and copied. */
  static Couple copied(MultiRegionPostgres servers) throws SQLException {
    Couple couple = unconnected(servers);
    couple.publish();
    couple.subscribe();
    couple.subscription.awaitCopied(PATIENCE);
    return couple;
  }

  void publish() throws SQLException {
    role.grantCopy(publisher, List.of(ORDERS, USERS));
    publication.create(List.of(ORDERS, USERS));
  }

  void subscribe(String... options) throws SQLException {
    subscription.create(role.login(publisher), options);
  }

  /** Gives up what the slot kept, and copies everything anew. */
  void subscribeAnew() throws SQLException {
    subscription.drop();
    subscription.empty(ORDERS);
    subscription.empty(USERS);
    subscribe();
    subscription.awaitCopied(PATIENCE);
  }

  void onBoth(String... statements) throws SQLException {
    publisher.execute(statements);
    subscriber.execute(statements);
  }

  Comparison compare() throws SQLException {
    return Comparison.of(subscription, PATIENCE);
  }

  /**
   * Ends the subscription, whatever a test has done to it, for its slot would keep WAL; and removes
   * the databases.
   */
  @Override
  public void close() throws SQLException {
    boolean exists =
        subscriber.isTrue(
            "SELECT count(*) > 0 FROM pg_subscription WHERE subname = "
                + Quoted.literal(subscription.name()));
    if (exists) {
      subscription.drop();
    }
    for (RegionNode node : servers.nodes()) {
      node.execute("DROP DATABASE " + Quoted.identifier(publisher.name()) + " WITH (FORCE)");
    }
  }
}
