package dev.meridian.testkit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How a world comes to be.
 *
 * <ol>
 *   <li>The primary and all subscribers, side by side: initdb, start, role, database, schema.
 *   <li>On the primary: data and publication.
 *   <li>As soon as both sides are there: each standby copies the primary and starts; each
 *       subscriber subscribes and waits for its first copy.
 *   <li>Only then the links of the replication get their delays.
 * </ol>
 */
final class Genesis {
  private static final Duration STREAMS_WITHIN = Duration.ofSeconds(30);
  private static final Duration COPIED_WITHIN = Duration.ofSeconds(60);

  private final World world;
  private final ServerLauncher launcher;
  private final Consumer<String> progress;
  private final Map<String, RegionNode> nodes = new LinkedHashMap<>();
  private final Map<String, WanLink> replicationLinks = new ConcurrentHashMap<>();
  private final long began = System.nanoTime();

  Genesis(World world, ServerLauncher launcher, Consumer<String> progress) {
    this.world = world;
    this.launcher = launcher;
    this.progress = progress;
    world
        .nodes()
        .forEach(
            (region, kind) -> nodes.put(region, new RegionNode(region, kind, world, launcher)));
  }

  MultiRegionPostgres run() {
    MultiRegionPostgres cluster = new MultiRegionPostgres(world, launcher, nodes, replicationLinks);
    List<CompletableFuture<Void>> steps = new ArrayList<>();
    try {
      begin(cluster.primary(), steps);
      steps.forEach(CompletableFuture::join);
      replicationLinks.forEach((region, link) -> link.usualRoundTrip(distance(region)));
      say("all " + nodes.size() + " regions are up");
      return cluster;
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      steps.forEach(step -> step.exceptionally(failure -> null).join());
      cluster.close();
      throw new WorldException("the world does not start", cause);
    }
  }

  private void begin(RegionNode primary, List<CompletableFuture<Void>> steps) {
    CompletableFuture<Void> published =
        Daemon.run(
            step(
                () -> {
                  found(primary);
                  publish(primary);
                }));
    steps.add(published);
    for (RegionNode node : nodes.values()) {
      if (node.kind() == NodeKind.PRIMARY) {
        continue;
      }
      WanLink link = linkFrom(node, primary);
      if (node.kind() == NodeKind.STANDBY) {
        steps.add(published.thenRunAsync(step(() -> copy(primary, node, link)), Daemon.EXECUTOR));
      } else {
        steps.add(
            Daemon.run(step(() -> found(node)))
                .runAfterBothAsync(published, step(() -> subscribe(node, link)), Daemon.EXECUTOR));
      }
    }
  }

  private WanLink linkFrom(RegionNode replica, RegionNode primary) {
    String name = replica.region() + " from " + primary.region();
    WanLink link = new WanLink(name, primary.port(), Duration.ZERO);
    primary.add(link);
    replicationLinks.put(replica.region(), link);
    return link;
  }

  private void found(RegionNode node) throws IOException, SQLException {
    say(node.region() + ": making the " + node.kind());
    launcher.initialise(node, world.parameters());
    node.start();
    node.database("postgres")
        .execute(
            "CREATE ROLE %s LOGIN PASSWORD %s"
                .formatted(world.user(), Quoted.literal(world.password())),
            "CREATE DATABASE %s OWNER %s".formatted(world.database(), world.user()));
    runAsApplication(node, world.schema());
    say(node.region() + ": the " + node.kind() + " is up");
  }

  private void publish(RegionNode primary) throws SQLException {
    runAsApplication(primary, world.data());
    publication().create(world.published());
  }

  private void copy(RegionNode primary, RegionNode standby, WanLink link)
      throws IOException, SQLException {
    say(standby.region() + ": copying the primary");
    String info = throughLink(link).connectionInfo(standby.region());
    try (Connection connection = primary.connect()) {
      launcher.copy(primary, connection, standby, info);
    }
    standby.start();
    Await.until(
        () ->
            "1"
                .equals(
                    standby.query(
                        "SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming'")),
        STREAMS_WITHIN,
        () -> standby + " does not stream");
    say(standby.region() + ": the STANDBY streams");
  }

  private void subscribe(RegionNode subscriber, WanLink link) throws SQLException {
    Subscription subscription =
        new Subscription(
            subscriber.database(world.database()),
            World.subscriptionName(subscriber.region()),
            publication());
    subscription.create(throughLink(link));
    subscriber.subscription(subscription);
    subscription.awaitCopied(COPIED_WITHIN);
    say(subscriber.region() + ": the SUBSCRIBER has copied every table");
  }

  private void runAsApplication(RegionNode node, List<String> statements) throws SQLException {
    if (statements.isEmpty()) {
      return;
    }
    try (Connection connection = node.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE " + world.user());
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Publication publication() {
    RegionNode primary = Objects.requireNonNull(nodes.get(world.primary()));
    return new Publication(primary.database(world.database()), world.publication());
  }

  /** The primary's database as a replica reaches it. */
  private Database throughLink(WanLink link) {
    return world.database(link.port(), world.database());
  }

  private Duration distance(String region) {
    return world.roundTrips().roundTrip(region, world.primary());
  }

  private void say(String line) {
    double seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
    progress.accept("%4.1f s  %s".formatted(seconds, line));
  }

  private static Runnable step(Step step) {
    return () -> {
      try {
        step.run();
      } catch (IOException | SQLException e) {
        throw new CompletionException(e);
      }
    };
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException, SQLException;
  }
}
