package dev.meridian.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Describes a world: us-east-1 primary, eu-west-1 standby and ap-east-1 subscriber, unless nodes
 * are named.
 *
 * <p>This class is not threadsafe.
 */
public final class WorldBuilder {
  private static final String DEFAULT_PRIMARY = "us-east-1";

  private final Map<String, NodeKind> nodes = new LinkedHashMap<>();
  private final List<String> schema = new ArrayList<>();
  private final List<String> data = new ArrayList<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private @Nullable String postgres;
  private String database = "shop";
  private String user = "app";
  private String password = "app-secret";
  private String publication = "pub_global";
  private List<String> tables = List.of();
  private WanModel roundTrips = WanModel.published();
  private ServerSource servers = ServerSource.ofProperties();
  private Consumer<String> progress = line -> {};

  WorldBuilder() {}

  /**
   * Names the primary's region. The first call of this or the next two replaces the default world.
   */
  public WorldBuilder primary(String region) {
    return node(region, NodeKind.PRIMARY);
  }

  /** Adds a physical standby of the primary. */
  public WorldBuilder standby(String region) {
    return node(region, NodeKind.STANDBY);
  }

  /** Adds a logical subscriber to the primary's publication. */
  public WorldBuilder subscriber(String region) {
    return node(region, NodeKind.SUBSCRIBER);
  }

  /**
   * DDL for the primary and every subscriber, run as the application's role, who then owns the
   * tables. After a {@code RESET ROLE} the statements that follow run as superuser.
   */
  public WorldBuilder schema(String... statements) {
    schema.addAll(List.of(statements));
    return this;
  }

  /**
   * Statements for the primary alone, before the subscriptions: subscribers copy what these leave.
   */
  public WorldBuilder data(String... statements) {
    data.addAll(List.of(statements));
    return this;
  }

  /** Names the publication, and what it holds if not all tables. */
  public WorldBuilder publication(String name, String... onlyTables) {
    publication = name;
    tables = List.of(onlyTables);
    return this;
  }

  /**
   * The major version of the servers, 15 or later, as {@code "17"}; by default the one whose
   * binaries are on the class path. The jar of another is taken from the directory that the system
   * property {@value PostgresArchive#DIRECTORY} names.
   */
  public WorldBuilder postgres(String major) {
    if (!major.matches("[1-9][0-9]")) {
      throw new IllegalArgumentException(
          "'" + major + "' is not a major version of PostgreSQL, such as 17");
    }
    postgres = major;
    return this;
  }

  /** How far regions are from each other. */
  public WorldBuilder roundTrips(WanModel model) {
    roundTrips = model;
    return this;
  }

  /** Takes a line for each step while the servers start, from several threads. */
  public WorldBuilder progress(Consumer<String> lines) {
    progress = lines;
    return this;
  }

  /** Sets a parameter of postgresql.conf on every node. */
  public WorldBuilder parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** The application's role, which owns the database; {@code app} by default. */
  public WorldBuilder user(String name, String secret) {
    user = name;
    password = secret;
    return this;
  }

  /** The database's name; {@code shop} by default. */
  public WorldBuilder database(String name) {
    database = name;
    return this;
  }

  /**
   * Runs the servers as processes of this machine, from the binaries on the class path. So it is
   * unless the system property {@code meridian.testkit.servers} is {@code containers}.
   */
  public WorldBuilder embedded() {
    servers = new ServerSource.Embedded();
    return this;
  }

  /**
   * Runs the servers in containers on the host's network; needs {@code
   * org.testcontainers:testcontainers-postgresql} 2.x on the class path, and a container engine on
   * this machine.
   *
   * @param image PostgreSQL's official image, or one whose entry point honours the same variables;
   *     with {@code {version}} in place of the major version if there are several
   */
  public WorldBuilder containers(String image) {
    servers = new ContainerImage(image);
    return this;
  }

  /**
   * Starts everything; returns when every replica has what the primary has and the delays are on.
   *
   * @throws WorldException if a server does not start; nothing is left running then
   */
  public MultiRegionPostgres start() {
    return MultiRegionPostgres.start(world(), servers, progress);
  }

  private World world() {
    Map<String, NodeKind> named = new LinkedHashMap<>(nodes);
    if (named.isEmpty()) {
      named.put(DEFAULT_PRIMARY, NodeKind.PRIMARY);
      named.put("eu-west-1", NodeKind.STANDBY);
      named.put("ap-east-1", NodeKind.SUBSCRIBER);
    }
    return new World(
        named,
        postgres,
        database,
        user,
        password,
        publication,
        tables,
        schema,
        data,
        parameters,
        roundTrips);
  }

  private WorldBuilder node(String region, NodeKind kind) {
    if (!region.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "region '" + region + "' is not made of small letters, digits and hyphens");
    }
    NodeKind other = nodes.putIfAbsent(region, kind);
    if (other != null) {
      throw new IllegalArgumentException("region " + region + " is already the " + other);
    }
    return this;
  }
}
