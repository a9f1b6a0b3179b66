package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Session;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.routing.CrowdedNodes;
import dev.meridian.jdbc.routing.Router;
import dev.meridian.jdbc.routing.StatementClassifier;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.topology.CatalogueWatch;
import dev.meridian.jdbc.topology.Catalogues;
import dev.meridian.jdbc.topology.NodeConnector;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Observatory;
import dev.meridian.jdbc.topology.PrimarySettings;
import dev.meridian.jdbc.topology.PublishedTablesReader;
import dev.meridian.jdbc.topology.Target;
import dev.meridian.jdbc.topology.Topology;
import dev.meridian.jdbc.topology.TopologyMonitor;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that connections of one URL and user share: the picture of the nodes, the catalogues, the
 * classifier and the router. Runs until closed. This class is threadsafe.
 */
public final class World implements AutoCloseable, Session.Scope {

  private static final long VERDICTS = 10_000;

  private final Target target;
  private final Places places;
  private final ResidencyGate gate;
  private final Observatory.Seat seat;
  private final Lookout lookout;
  private final TopologyMonitor monitor;
  private final CatalogueWatch catalogues;
  private final Consumer<Topology> watcher = this::watched;
  private final StatementClassifier classifier;
  private final Routers routers;
  private final CatchUpWait catchUp;
  private final UrlDefaults urlDefaults;
  private final LostNodes lostNodes;
  private final CrowdedNodes crowded = new CrowdedNodes();
  private final InFlight inFlight = new InFlight();
  private final DisplacedReads displaced;
  // The system that was seen last; written by the probes' threads.
  private volatile @Nullable Long system;
  private volatile @Nullable WalQuestion questionWithDefinitions;
  private volatile @Nullable String productVersion;

  private final Tokens tokens;

  /**
   * Sends out the probes, unless others have.
   *
   * @throws SQLException (22023) if the keys of tokens or the nodes can not be read, a host to
   *     drain is none of them, or {@code geoipDatabase} can not be used; then nothing is running
   */
  public World(Target target) throws SQLException {
    this.tokens = Tokens.of(target);
    Settings settings = target.settings();
    this.target = target;
    NodeConnector connector = new NodeConnector(target);
    this.places = Places.of(settings);
    this.seat = Observatory.of(target, places);
    this.monitor = seat.monitor();
    this.catalogues = seat.catalogues();
    this.gate = new ResidencyGate(settings, connector, monitor);
    this.lookout = new Lookout(target, connector, seat);
    this.classifier =
        new StatementClassifier(settings.safeFunctions(), settings.primaryOnly(), VERDICTS);
    this.routers = new Routers(new Router(settings, crowded, inFlight), places);
    this.displaced = new DisplacedReads(settings);
    this.catchUp = new CatchUpWait(monitor, catalogues);
    this.urlDefaults = new UrlDefaults(target);
    this.lostNodes = new LostNodes(settings.abortAfter());
    monitor.watch(watcher);
  }

  /** The nodes as this world sees them. */
  Lookout lookout() {
    return lookout;
  }

  /** What is seen now, with the nodes marked that are drained here. */
  Topology topology() {
    return lookout.topology();
  }

  /** As of {@link Lookout#awaitReady}. */
  public void awaitReady() throws SQLException {
    lookout.awaitReady();
  }

  /** As of {@link Lookout#drain}. */
  public void drain(String node) throws SQLException {
    lookout.drain(node);
  }

  /** As of {@link Lookout#undrain}. */
  public void undrain(String node) throws SQLException {
    lookout.undrain(node);
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

  /** Where all connections for statements of the application are opened. */
  ResidencyGate gate() {
    return gate;
  }

  /** What sessions on replicas get. */
  PrimarySettings primarySettings() {
    return seat.primarySettings();
  }

  TopologyMonitor monitor() {
    return monitor;
  }

  /** The one that decides for who asks. */
  Router router() {
    return routers.current();
  }

  /** The waiting for replicas that are behind. */
  CatchUpWait catchUp() {
    return catchUp;
  }

  /** Which nodes take no more connections. */
  CrowdedNodes crowded() {
    return crowded;
  }

  /** The statements that are under way at each node. */
  InFlight inFlight() {
    return inFlight;
  }

  /** The reads that run on the primary in place of replicas. */
  DisplacedReads displaced() {
    return displaced;
  }

  private void watched(Topology seen) {
    lostNodes.seen(seen);
    noticeSystem();
    places.check(seen);
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
   * primary's definitions too: those that were compared need not be compared again.
   */
  WalQuestion walQuestion() {
    WalQuestion known = questionWithDefinitions;
    return known == null || !mayReadSubscriber(topology()) ? WalQuestion.POSITION : known;
  }

  /**
   * Whether whoever asks may read on a subscriber next. A session that can be carried to another
   * application node may be read anywhere, and so may one that has a place, or regions, of its own.
   */
  private boolean mayReadSubscriber(Topology seen) {
    NodeState nearest = seen.nearestReplica();
    if (nearest != null && nearest.role() == Role.SUBSCRIBER) {
      return true;
    }
    Session session = Session.current();
    boolean elsewhere =
        !settings().readFrom().isEmpty()
            || (session != null && (tokens.hasKeys() || session.hasPlace()));
    return elsewhere && seen.countUp(Role.SUBSCRIBER) > 0;
  }

  /** Notes the primary's major version, on which the question for definitions depends. */
  void primaryVersion(int major) {
    if (questionWithDefinitions == null) {
      questionWithDefinitions =
          WalQuestion.withDefinitions(PublishedTablesReader.fingerprintQuery(major));
    }
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

  /** What a new connection is like. */
  UrlDefaults urlDefaults() {
    return urlDefaults;
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
    monitor.unwatch(watcher);
    lookout.close();
  }
}
