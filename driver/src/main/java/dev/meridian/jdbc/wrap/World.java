package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Session;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.routing.CatchUpBook;
import dev.meridian.jdbc.routing.CrowdedNodes;
import dev.meridian.jdbc.routing.Floor;
import dev.meridian.jdbc.routing.Router;
import dev.meridian.jdbc.routing.StatementClassifier;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.topology.CatalogueWatch;
import dev.meridian.jdbc.topology.Catalogues;
import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeConnector;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Observatory;
import dev.meridian.jdbc.topology.PrimarySettings;
import dev.meridian.jdbc.topology.PublishedTablesReader;
import dev.meridian.jdbc.topology.SearchPath;
import dev.meridian.jdbc.topology.Target;
import dev.meridian.jdbc.topology.Topology;
import dev.meridian.jdbc.topology.TopologyMonitor;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * All that connections of one URL and user share: the picture of the nodes, the catalogues, the
 * classifier and the router. Runs until closed. This class is threadsafe.
 */
public final class World implements AutoCloseable, Session.Scope {

  private static final long VERDICTS = 10_000;
  // How long a first connection waits for the rest once it could be served already.
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Target target;
  private final NodeConnector connector;
  private final Observatory.Seat seat;
  private final TopologyMonitor monitor;
  private final Drains drains;
  private final CatalogueWatch catalogues;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Runnable listener = this::tellListeners;
  private final Consumer<Topology> watcher = this::watched;
  private final StatementClassifier classifier;
  private final Router router;
  private final CatchUpBook catchUp;
  private final LostNodes lostNodes;
  private final CrowdedNodes crowded = new CrowdedNodes();
  private final DisplacedReads displaced;
  // The system that was seen last; written by the probes' threads.
  private volatile @Nullable Long system;
  private volatile @Nullable WalQuestion questionWithDefinitions;
  private volatile @Nullable String productVersion;
  private final long startedNanos = System.nanoTime();

  private final Tokens tokens;

  /**
   * Sends out the probes, unless others have.
   *
   * @throws SQLException (22023) if the keys of tokens or the nodes can not be read, or a host to
   *     drain is none of them; then nothing is running
   */
  public World(Target target) throws SQLException {
    this.tokens = Tokens.of(target);
    Settings settings = target.settings();
    this.target = target;
    this.connector = new NodeConnector(target);
    this.seat = Observatory.of(target);
    this.monitor = seat.monitor();
    this.catalogues = seat.catalogues();
    this.drains = drains(settings);
    this.classifier =
        new StatementClassifier(settings.safeFunctions(), settings.primaryOnly(), VERDICTS);
    this.router = new Router(settings, crowded);
    this.displaced = new DisplacedReads(settings);
    this.catchUp = new CatchUpBook();
    this.lostNodes = new LostNodes(settings.abortAfter());
    monitor.listen(listener);
    monitor.watch(watcher);
  }

  private Drains drains(Settings settings) throws SQLException {
    try {
      return new Drains(settings.drain(), monitor.topology(), settings.maxLag());
    } catch (SQLException e) {
      seat.close();
      throw e;
    }
  }

  /** What is seen now, with the nodes marked that are drained here. */
  Topology topology() {
    return drains.applied(monitor.topology());
  }

  /** Has something run after nodes came, went, or were drained. */
  void listen(Runnable follower) {
    listeners.add(follower);
  }

  /** Undoes {@link #listen}. */
  void forget(Runnable follower) {
    listeners.remove(follower);
  }

  private void tellListeners() {
    listeners.forEach(Runnable::run);
  }

  /**
   * Takes a node out of what serves reads.
   *
   * @throws SQLException (22023) if it is none of the nodes
   */
  public void drain(String node) throws SQLException {
    drains.drain(node, topology(), settings().maxLag());
    tellListeners();
  }

  /**
   * Puts a node back.
   *
   * @throws SQLException (22023) if it is none of the nodes, or their file drains it
   */
  public void undrain(String node) throws SQLException {
    drains.undrain(node, monitor.topology(), settings().maxLag());
  }

  /**
   * Waits for the first picture: until every node has answered or failed and the catalogue is read,
   * or a little less if some node serves already; at most for one connect timeout.
   *
   * @throws SQLException if no node is usable or the configuration contradicts what is found
   */
  public void awaitReady() throws SQLException {
    long patience = patienceNanos();
    try {
      monitor.await(this::isReady, patience - (System.nanoTime() - startedNanos));
      Topology seen = verdict(Topology::isUsable, patience);
      if (seen.contradiction() != null) {
        throw Failures.contradiction(seen.contradiction());
      }
      if (!seen.isUsable()) {
        throw Failures.noNode(seen, target.settings());
      }
      catalogues.awaitFirst(patience - (System.nanoTime() - startedNanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for the first probes", "57014", e);
    }
  }

  private long patienceNanos() throws SQLException {
    int seconds = connector.connectTimeoutSeconds();
    return seconds > 0 ? TimeUnit.SECONDS.toNanos(seconds) : Long.MAX_VALUE / 2;
  }

  /**
   * What is seen now; or, if that is not as wanted while some node counts as down only because a
   * statement lost its connection there, what its probe then finds. So no statement fails for the
   * lost connection of another. Waits for one connect timeout at most.
   */
  Topology seen(Predicate<Topology> wanted) throws SQLException {
    return seen(wanted, 0);
  }

  /**
   * As {@link #seen(Predicate)}.
   *
   * @param seconds how long to wait at most, or 0 for one connect timeout
   */
  Topology seen(Predicate<Topology> wanted, int seconds) throws SQLException {
    Topology now = topology();
    if (wanted.test(now)) {
      return now;
    }
    try {
      long nanos = seconds == 0 ? patienceNanos() : TimeUnit.SECONDS.toNanos(seconds);
      return verdict(wanted, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for a probe", "57014", e);
    }
  }

  /**
   * The primary, which takes writes.
   *
   * @throws SQLException (08001) if there is none
   */
  NodeState livePrimary() throws SQLException {
    Topology now = seen(Topology::isWritable);
    NodeState primary = now.primary();
    if (primary == null || !primary.up()) {
      throw Failures.noPrimary(now, settings());
    }
    return primary;
  }

  private Topology verdict(Predicate<Topology> wanted, long nanos) throws InterruptedException {
    return drains.applied(monitor.awaitVerdict(seen -> wanted.test(drains.applied(seen)), nanos));
  }

  private boolean isReady(Topology picture) {
    Topology seen = drains.applied(picture);
    if (monitor.isEveryNodeAttempted()) {
      return seen.isUsable()
          || seen.contradiction() != null
          || seen.conflict() != null
          || seen.nodes().stream().allMatch(World::hasFailed);
    }
    boolean settled = System.nanoTime() - startedNanos > SETTLE_NANOS;
    return settled && seen.primary() != null && seen.primary().up();
  }

  private static boolean hasFailed(NodeState state) {
    return state.node().isVacant() || state.failure() != null;
  }

  @Override
  public SessionMemory begin() {
    return new SessionMemory(this);
  }

  Tokens tokens() {
    return tokens;
  }

  Target target() {
    return target;
  }

  Settings settings() {
    return target.settings();
  }

  NodeConnector connector() {
    return connector;
  }

  /** What sessions on replicas get. */
  PrimarySettings primarySettings() {
    return seat.primarySettings();
  }

  TopologyMonitor monitor() {
    return monitor;
  }

  Router router() {
    return router;
  }

  CatchUpBook catchUp() {
    return catchUp;
  }

  /** Which nodes take no more connections. */
  CrowdedNodes crowded() {
    return crowded;
  }

  /** The reads that run on the primary in place of replicas. */
  DisplacedReads displaced() {
    return displaced;
  }

  private void watched(Topology seen) {
    lostNodes.seen(seen);
    noticeSystem();
  }

  /** What was read of one system's catalogue says nothing of another's. */
  private void noticeSystem() {
    Long now = monitor.systemIdentifier();
    Long before = system;
    if (now != null && !now.equals(before)) {
      system = now;
      if (before != null) {
        catalogues.expire();
      }
    }
  }

  LostNodes lostNodes() {
    return lostNodes;
  }

  Catalogues catalogues() {
    return catalogues.current();
  }

  /**
   * The objects in the database have changed, or may have: what was read of them is not used again.
   */
  void expireCatalogues() {
    catalogues.expire();
  }

  /** A subscriber could not answer what the primary can: what is known of it may be old. */
  void doubtSubscribers() {
    catalogues.doubtSubscribers();
  }

  /**
   * What a write asks for in its round trip. Where reads of its session may go to a subscriber, the
   * primary's definitions too: those that were compared need not be compared again. A session that
   * can be carried to another application node may be read anywhere.
   */
  WalQuestion walQuestion() {
    WalQuestion known = questionWithDefinitions;
    Topology seen = topology();
    NodeState nearest = seen.nearestReplica();
    boolean near = nearest != null && nearest.role() == Role.SUBSCRIBER;
    boolean carried =
        tokens.hasKeys() && Session.current() != null && seen.countUp(Role.SUBSCRIBER) > 0;
    return known == null || !(near || carried) ? WalQuestion.POSITION : known;
  }

  /** Notes the primary's major version, on which the question for definitions depends. */
  void primaryVersion(int major) {
    if (questionWithDefinitions == null) {
      questionWithDefinitions =
          WalQuestion.withDefinitions(PublishedTablesReader.fingerprintQuery(major));
    }
  }

  /**
   * Waits until a replica can serve a session: it has reached what that saw elsewhere, and for a
   * subscriber definitions were compared since the session saw some. The one place where reads
   * wait.
   *
   * @return whether it can, within {@code timeoutNanos}
   */
  boolean awaitReached(NodeState replica, Floor floor, long timeoutNanos)
      throws InterruptedException {
    if (replica.role() != Role.SUBSCRIBER) {
      return monitor.awaitReached(replica.node(), floor::position, timeoutNanos);
    }
    if (floor.definedSinceNanos() == SeenState.NOTHING) {
      return monitor.awaitReached(replica.node(), floor::position, timeoutNanos)
          && catalogues.current().isConfirmedSince(SeenState.NOTHING);
    }
    long began = System.nanoTime();
    catalogues.want(floor.definedSinceNanos());
    return monitor.awaitReached(replica.node(), floor::position, timeoutNanos)
        && catalogues.awaitConfirmed(
            floor.definedSinceNanos(), timeoutNanos - (System.nanoTime() - began));
  }

  /**
   * How long a read may wait there, in nanoseconds. Who must have definitions compared may wait for
   * the comparison that is under way and for the next one: who goes elsewhere instead sees
   * definitions there, which are to be compared in turn, and would never come back.
   */
  long worthwhileNanos(
      NodeState replica, @Nullable NodeState otherwise, Floor floor, Topology topology) {
    long nanos =
        catchUp.worthwhileNanos(
            replica, otherwise, floor.position(topology) != null, topology, System.nanoTime());
    return nanos == 0 || floor.definedSinceNanos() == SeenState.NOTHING
        ? nanos
        : Math.max(nanos, 2 * catalogues.comparisonNanos());
  }

  Verdict verdict(String sql, boolean standardConformingStrings) {
    return classifier.classify(sql, standardConformingStrings, catalogues.current().primary());
  }

  void learnWrite(String sql) {
    classifier.learnWrite(sql);
  }

  /** A connection to the node was lost: nothing is sent there until its probe has an answer. */
  void suspect(NodeState node, SQLException cause) {
    monitor.suspect(node.node(), cause);
  }

  /** What the URL would be without {@code meridian:} and properties. */
  String postgresUrl() {
    String hosts = target.nodes().stream().map(Node::address).collect(Collectors.joining(","));
    return "jdbc:postgresql://" + hosts + "/" + target.database();
  }

  @Nullable String user() {
    return PGProperty.USER.getOrDefault(target.properties());
  }

  /** Where a new connection looks for unqualified names. */
  SearchPath searchPath() {
    String schemas = PGProperty.CURRENT_SCHEMA.getOrDefault(target.properties());
    if (schemas != null) {
      return SearchPath.parse(schemas);
    }
    String options = PGProperty.OPTIONS.getOrDefault(target.properties());
    return options != null && options.contains("search_path")
        ? SearchPath.UNKNOWN
        : SearchPath.SERVERS_OWN;
  }

  /** A client info property as the URL sets it, or null. */
  @Nullable String defaultClientInfo(String name) {
    return name.equals("ApplicationName")
        ? PGProperty.APPLICATION_NAME.getOrDefault(target.properties())
        : null;
  }

  int socketTimeoutMillis() throws SQLException {
    return Math.multiplyExact(1_000, PGProperty.SOCKET_TIMEOUT.getInt(target.properties()));
  }

  /**
   * The primary's default isolation level for a new session, as last read with its catalogue; asked
   * while that is read again, or if the URL itself sets it.
   */
  int defaultIsolation(Question<Integer> question) throws SQLException {
    Integer known =
        catalogues().primary().version() == 0 ? null : seat.primarySettings().isolation();
    return known == null ? question.ask() : known;
  }

  /** The server's version as text; asked once. */
  String productVersion(Question<String> question) throws SQLException {
    String known = productVersion;
    if (known == null) {
      known = question.ask();
      productVersion = known;
    }
    return known;
  }

  /**
   * What a server has to be asked.
   *
   * @param <T> the answer's type
   */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws SQLException;
  }

  @Override
  public void close() {
    monitor.forget(listener);
    monitor.unwatch(watcher);
    seat.close();
  }
}
