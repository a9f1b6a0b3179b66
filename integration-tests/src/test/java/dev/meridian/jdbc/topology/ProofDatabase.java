package dev.meridian.jdbc.topology;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A database of one proof on the servers that all share, so that its subscriptions and its position
 * are its own. This class is threadsafe.
 */
final class ProofDatabase {

  static final List<String> TABLES = List.of("proof", "second", "third", "unpublished");

  private static final Pattern LOGIN = Pattern.compile(":(\\d+)/.*user=([^&]+)&password=([^&]+)");

  private final MultiRegionPostgres cluster;
  private final String version;
  private final String name;
  private final AtomicLong ids = new AtomicLong();

  private ProofDatabase(MultiRegionPostgres cluster, String version, String name) {
    this.cluster = cluster;
    this.version = version;
    this.name = name;
  }

  /** Makes the database on the primary, and so on the standby, and on the subscriber. */
  static ProofDatabase create(MultiRegionPostgres cluster, String version, String name)
      throws SQLException {
    ProofDatabase database = new ProofDatabase(cluster, version, name);
    for (RegionNode node : List.of(cluster.primary(), database.subscriberNode())) {
      node.execute("CREATE DATABASE " + name);
      try (Connection connection = database.connect(node)) {
        for (String table : TABLES) {
          run(connection, "CREATE TABLE " + table + " (id bigint PRIMARY KEY, word text)");
        }
      }
    }
    return database;
  }

  /** Publishes tables, and subscribes to them with options such as {@code streaming = on}. */
  ProofDatabase subscribe(String subscription, String options, String... tables)
      throws SQLException {
    try (Connection primary = primary();
        Connection subscriber = replica(false)) {
      for (String table : tables) {
        run(primary, "CREATE PUBLICATION pub_" + table + " FOR TABLE " + table);
      }
      run(
          subscriber,
          "CREATE SUBSCRIPTION %s CONNECTION '%s' PUBLICATION pub_%s WITH (%s)"
              .formatted(
                  slot(subscription),
                  publisher(),
                  String.join(", pub_", tables),
                  options.isEmpty() ? "enabled = true" : options));
    }
    awaitCopied();
    return this;
  }

  /** Lets every transaction that inserts a row on the subscriber take its time to commit. */
  ProofDatabase commitSlowly() throws SQLException {
    try (Connection subscriber = replica(false)) {
      run(
          subscriber,
          "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS"
              + " $$BEGIN PERFORM pg_sleep(0.01); RETURN NULL; END$$",
          "CREATE CONSTRAINT TRIGGER slowly AFTER INSERT ON proof"
              + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slowly()",
          "ALTER TABLE proof ENABLE ALWAYS TRIGGER slowly");
    }
    return this;
  }

  /** A slot's name is the server's, not the database's. */
  String slot(String subscription) {
    return name + "_" + subscription;
  }

  void awaitCopied() {
    Awaitility.await()
        .atMost(3, TimeUnit.MINUTES)
        .until(
            () -> {
              try (Connection subscriber = replica(false);
                  Statement statement = subscriber.createStatement();
                  var row =
                      statement.executeQuery(
                          "SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'")) {
                return row.next() && row.getInt(1) == 0;
              }
            });
  }

  String name() {
    return name;
  }

  String version() {
    return version;
  }

  long lastId() {
    return ids.get();
  }

  long nextId() {
    return ids.incrementAndGet();
  }

  Connection primary() throws SQLException {
    return connect(cluster.primary());
  }

  Connection replica(boolean standby) throws SQLException {
    return connect(standby ? cluster.node("eu-west-1") : subscriberNode());
  }

  RegionNode subscriberNode() {
    return cluster.node("ap-east-1");
  }

  static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Connection connect(RegionNode node) throws SQLException {
    return DriverManager.getConnection(
        node.directUrl().replace("/" + cluster.database() + "?", "/" + name + "?"));
  }

  private String publisher() {
    Matcher login = LOGIN.matcher(Objects.requireNonNull(cluster.primary().directUrl()));
    if (!login.find()) {
      throw new IllegalStateException("no login in the URL of " + cluster.primary());
    }
    return "host=127.0.0.1 port=%s dbname=%s user=%s password=%s"
        .formatted(login.group(1), name, login.group(2), login.group(3));
  }
}
