package dev.meridian.testkit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A PostgreSQL of several regions on this machine: one primary, physical standbys, logical
 * subscribers, and a {@link WanLink} on every path, from an application's region to a node as well
 * as from a replica to the primary it follows.
 *
 * <p>Everything ends with {@link #close()}, and with the JVM however it ends: the servers have
 * guards outside it.
 *
 * <p>The servers are processes from binaries on the class path, or with {@code
 * -Dmeridian.testkit.servers=containers} (or {@link WorldBuilder#containers}) containers.
 *
 * <p>This class is threadsafe.
 */
public final class MultiRegionPostgres implements AutoCloseable {
  private static final Duration CATCH_UP = Duration.ofSeconds(30);

  private final World world;
  private final ServerLauncher launcher;

  /** In the order of the world's description, the primary first. */
  private final Map<String, RegionNode> nodes;

  /** By the region of the replica. */
  private final Map<String, WanLink> replicationLinks;

  /** What replicas follow that were pointed elsewhere: regions by their regions. */
  private final Map<String, String> followed = new ConcurrentHashMap<>();

  private final Map<String, Vantage> vantages = new ConcurrentHashMap<>();

  MultiRegionPostgres(
      World world,
      ServerLauncher launcher,
      Map<String, RegionNode> nodes,
      Map<String, WanLink> replicationLinks) {
    this.world = world;
    this.launcher = launcher;
    this.nodes = nodes;
    this.replicationLinks = replicationLinks;
  }

  /** Begins the description of a world. */
  public static WorldBuilder builder() {
    return new WorldBuilder();
  }

  static MultiRegionPostgres start(World world, ServerSource servers, Consumer<String> progress) {
    try {
      return new Genesis(world, servers.launcher(world.postgres()), progress).run();
    } catch (IOException e) {
      throw new WorldException("the world does not start", e);
    }
  }

  /**
   * The node in a region.
   *
   * @throws IllegalArgumentException if there is none
   */
  public RegionNode node(String region) {
    RegionNode node = nodes.get(region);
    if (node == null) {
      throw new IllegalArgumentException("no node in " + region + ", there are: " + nodes.values());
    }
    return node;
  }

  /** All nodes, the first primary first. */
  public List<RegionNode> nodes() {
    return List.copyOf(nodes.values());
  }

  /** The node that was described as the primary, whatever was promoted since. */
  public RegionNode primary() {
    return node(world.primary());
  }

  /** The node that was promoted last, running or not; without a promotion {@link #primary()}. */
  public RegionNode currentPrimary() {
    return nodes.values().stream()
        .filter(node -> node.kind() == NodeKind.PRIMARY)
        .max(Comparator.comparingInt(RegionNode::promotion))
        .orElseThrow();
  }

  /**
   * The network as an application in the region sees it; the region needs no node, only a place in
   * the WAN model.
   */
  public Vantage from(String region) {
    return vantages.computeIfAbsent(region, this::look);
  }

  /**
   * The link through which a replica receives.
   *
   * @param fromRegion the replica, which opens the connection
   * @param toRegion the primary that it follows
   */
  public WanLink replicationLink(String fromRegion, String toRegion) {
    WanLink link = replicationLinks.get(fromRegion);
    String upstream = followed.getOrDefault(fromRegion, world.primary());
    if (link == null || !toRegion.equals(upstream)) {
      throw new IllegalArgumentException(
          fromRegion
              + " does not replicate from "
              + toRegion
              + (link == null
                  ? "; replicas are: " + replicationLinks.keySet()
                  : "; it follows " + upstream));
    }
    return link;
  }

  /** The link through which a replica receives now, whomever it follows. */
  public WanLink replicationLink(String fromRegion) {
    return replicationLink(fromRegion, followed.getOrDefault(fromRegion, world.primary()));
  }

  /**
   * Points a standby at a node that was promoted, over a new link of their distance; returns when
   * it receives from there.
   *
   * @throws SQLException if it does not within 30 s, as one that is past the fork never does
   */
  public void follow(String standby, String promoted) throws SQLException {
    Feed.follow(world, node(standby), lead(standby, node(promoted)));
  }

  /**
   * Makes a node that is down a standby of the {@linkplain #currentPrimary() primary}, from a fresh
   * copy, as an old primary has to be whose history nobody follows; returns when it receives. What
   * it had is gone.
   */
  public void rebuild(String region) throws SQLException {
    RegionNode upstream = currentPrimary();
    WanLink link = lead(region, upstream);
    node(region).rebuild(upstream, link);
    Feed.follow(world, node(region), link);
  }

  /**
   * Subscribes a subscriber that has {@linkplain Subscription#abandon no subscription} any more to
   * the {@linkplain #currentPrimary() primary}: its published tables are emptied, and copied again
   * over a new link; returns when they are ready.
   */
  public void subscribe(String region, Duration atMost) throws SQLException {
    RegionNode upstream = currentPrimary();
    RegionNode subscriber = node(region);
    WanLink link = lead(region, upstream);
    Subscription subscription =
        new Subscription(
            subscriber.database(world.database()),
            World.subscriptionName(region),
            new Publication(upstream.database(world.database()), world.publication()));
    for (PublishedTable table : subscription.publication().tables()) {
      subscription.empty(table.name());
    }
    subscription.create(world.database(link.port(), world.database()));
    subscriber.subscription(subscription);
    subscription.awaitCopied(atMost);
  }

  /** A new link to whom the replica is to receive from, in place of the one that it had. */
  private WanLink lead(String replica, RegionNode upstream) {
    WanLink link =
        new WanLink(
            replica + " from " + upstream.region(),
            upstream.port(),
            world.roundTrips().roundTrip(replica, upstream.region()));
    upstream.add(link);
    WanLink before = replicationLinks.put(replica, link);
    followed.put(replica, upstream.region());
    if (before != null) {
      before.close();
    }
    return link;
  }

  /** The database's name. */
  public String database() {
    return world.database();
  }

  /** The application's role. */
  public String user() {
    return world.user();
  }

  /** The application's password. */
  public String password() {
    return world.password();
  }

  /** The WAN model of the links. */
  public WanModel roundTrips() {
    return world.roundTrips();
  }

  /** Waits up to 30 s until every running replica shows what the primary has now. */
  public void awaitCaughtUp() throws SQLException {
    for (RegionNode node : nodes.values()) {
      if (node.kind() != NodeKind.PRIMARY && node.isRunning()) {
        awaitCaughtUp(node.region(), CATCH_UP);
      }
    }
  }

  /**
   * Waits until one replica shows what the primary has now.
   *
   * @throws SQLException if it does not in time, with both positions
   */
  public void awaitCaughtUp(String region, Duration atMost) throws SQLException {
    CatchUp.await(currentPrimary(), node(region), atMost);
  }

  /** Cuts every application off from every node, until {@link #restoreLinks()}. */
  public void cutApplicationsOff() {
    for (Vantage vantage : vantages.values()) {
      vantage.links().forEach(WanLink::refuse);
      vantage.links().forEach(WanLink::reset);
    }
  }

  /** Takes every fault off every link. */
  public void restoreLinks() {
    replicationLinks.values().forEach(WanLink::restore);
    vantages.values().forEach(vantage -> vantage.links().forEach(WanLink::restore));
  }

  /**
   * Undoes what tests do to a world: takes the faults off the links, starts what is down, lets
   * replay and subscriptions go on. A promotion stays.
   */
  public void mend() throws SQLException {
    restoreLinks();
    for (RegionNode node : nodes.values()) {
      node.mend();
    }
  }

  /** Ends all servers and links and removes their files; returns when they are gone. */
  @Override
  public void close() {
    vantages.values().forEach(vantage -> vantage.links().forEach(WanLink::close));
    replicationLinks.values().forEach(WanLink::close);
    nodes.values().stream()
        .map(node -> Daemon.run(node::abandon))
        .toList()
        .forEach(CompletableFuture::join);
    try {
      launcher.directory().close();
    } catch (IOException e) {
      throw new WorldException("the world's files are not removed", e);
    }
  }

  private Vantage look(String region) {
    Map<String, WanLink> links = new LinkedHashMap<>();
    nodes.forEach(
        (nodeRegion, node) -> {
          WanLink link =
              new WanLink(
                  region + " to " + nodeRegion,
                  node.port(),
                  world.roundTrips().roundTrip(region, nodeRegion));
          node.add(link);
          links.put(nodeRegion, link);
        });
    return new Vantage(region, world, links);
  }
}
