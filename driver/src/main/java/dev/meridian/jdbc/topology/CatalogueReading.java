package dev.meridian.jdbc.topology;

import static java.util.stream.Collectors.toSet;

import dev.meridian.jdbc.api.Role;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogues of the nodes, each on a connection of its own, and keeps what was read for
 * the next time: what has not changed is neither brought nor compared again.
 *
 * <p>Not thread-safe.
 */
final class CatalogueReading implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final System.Logger LOG = System.getLogger(CatalogueReading.class.getName());

  /** One subscriber, and what came of the last comparison with it. */
  private static final class Subscriber {
    final SubscribedTablesReader reader = new SubscribedTablesReader();
    @Nullable PublishedTables published;
    @Nullable SubscribedTables subscribed;
    SubscriberRelations whole = SubscriberRelations.NONE;
    Map<String, String> objections = Map.of();
  }

  private final TopologyMonitor monitor;
  private final NodeConnector connector;
  private final CatalogueReader reader = new CatalogueReader();
  private final PublishedTablesReader publishedTables = new PublishedTablesReader();
  // By the nodes' ids, these and the others.
  private final Map<Integer, Subscriber> subscribers = new HashMap<>();
  private final Map<Integer, Connection> connections = new HashMap<>();
  private Catalogue catalogue = Catalogue.UNREAD;
  private @Nullable PublishedTables published;
  private boolean failing;

  // What is set for the role and database, as of when the connection to the primary was opened.
  private String loginSettings = "";
  private final PrimarySettings settings;
  private final Map<Integer, Map<String, String>> given = new HashMap<>();

  CatalogueReading(TopologyMonitor monitor, NodeConnector connector, PrimarySettings settings) {
    this.settings = settings;
    this.monitor = monitor;
    this.connector = connector;
  }

  /**
   * Where the primary's catalogue can be read: there, or while there is none on a physical standby,
   * which has the same; null if nowhere.
   */
  @Nullable NodeState source() {
    Topology seen = monitor.topology();
    NodeState primary = seen.primary();
    if (primary != null && primary.up()) {
      return primary;
    }
    for (NodeState node : seen.nodes()) {
      if (node.up() && node.role() == Role.STANDBY) {
        return node;
      }
    }
    return null;
  }

  /** Lets go of what belongs to nodes that are gone. */
  void forgetTheGone() {
    Set<Integer> here =
        monitor.topology().nodes().stream().map(state -> state.node().id()).collect(toSet());
    connections
        .entrySet()
        .removeIf(
            each -> {
              boolean gone = !here.contains(each.getKey());
              if (gone) {
                NodeProbe.abort(each.getValue());
              }
              return gone;
            });
    subscribers.keySet().retainAll(here);
    given.keySet().retainAll(here);
  }

  /** Reads the names of the primary's objects. */
  Catalogue names(NodeState source) throws SQLException {
    if (source.role() == Role.PRIMARY) {
      readSettings(source);
    }
    catalogue = reader.read(connection(source), catalogue);
    failing = false;
    return catalogue;
  }

  /**
   * Before all else: who can be sent to a replica has the settings that belong to the catalogue.
   */
  private void readSettings(NodeState primary) throws SQLException {
    boolean reopened = !connections.containsKey(primary.node().id());
    PrimarySettings.Reading read = PrimarySettings.read(connection(primary));
    if (!reopened && !read.ofRoleAndDatabase().equals(loginSettings)) {
      NodeProbe.abort(connections.remove(primary.node().id()));
      read = PrimarySettings.read(connection(primary));
    }
    loginSettings = read.ofRoleAndDatabase();
    settings.take(read.values());
  }

  /**
   * Reads what the primary publishes. Only a primary tells: without it nothing replicates that
   * could change what subscribers hold.
   *
   * @return whether it is another than the last time
   */
  boolean readPublished(NodeState source) throws SQLException {
    if (source.role() != Role.PRIMARY || monitor.topology().countUp(Role.SUBSCRIBER) == 0) {
      return false;
    }
    PublishedTables before = published;
    published = publishedTables.read(connection(source));
    return !published.equals(before);
  }

  /** What tells the definitions that were read from all others, or null. */
  @Nullable String definitions() {
    return published == null ? null : publishedTables.fingerprint();
  }

  /** Reads each subscriber that is up: what it holds whole, and nothing of one that fails. */
  Map<Integer, SubscriberRelations> subscribers() {
    Map<Integer, SubscriberRelations> all = new HashMap<>();
    PublishedTables there = published;
    if (there == null) {
      return all;
    }
    for (NodeState node : monitor.topology().nodes()) {
      if (node.up() && node.role() == Role.SUBSCRIBER) {
        try {
          all.put(node.node().id(), compared(node, there));
        } catch (SQLException | RuntimeException e) {
          failed(node, e);
        }
      }
    }
    return Map.copyOf(all);
  }

  private SubscriberRelations compared(NodeState node, PublishedTables there) throws SQLException {
    Subscriber subscriber = subscribers.computeIfAbsent(node.node().id(), id -> new Subscriber());
    Map<String, String> lent = node.isPooled() ? settings.values() : Map.of();
    SubscribedTables here = subscriber.reader.read(new ReadSession(connection(node), lent));
    if (!there.equals(subscriber.published) || !here.equals(subscriber.subscribed)) {
      WholeRelations.Comparison comparison = WholeRelations.compare(there, here);
      subscriber.published = there;
      subscriber.subscribed = here;
      subscriber.whole = comparison.whole();
      if (!comparison.objections().equals(subscriber.objections)) {
        subscriber.objections = comparison.objections();
        tell(node, comparison.objections());
      }
    }
    if (!subscriber.whole.isOf(subscriber.reader.copies())) {
      subscriber.whole = subscriber.whole.as(subscriber.reader.copies());
    }
    return subscriber.whole;
  }

  /** One line a change, however many relations there are; each with its reason at DEBUG. */
  private static void tell(NodeState node, Map<String, String> objections) {
    objections.entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .ifPresentOrElse(
            first ->
                LOG.log(
                    Level.INFO,
                    "{0} does not serve {1} of the published relations, as {2}: {3}",
                    node.node(),
                    objections.size(),
                    first.getKey(),
                    first.getValue()),
            () -> LOG.log(Level.INFO, "{0} serves every published relation", node.node()));
    objections.forEach(
        (relation, why) ->
            LOG.log(Level.DEBUG, "{0} does not serve {1}: {2}", node.node(), relation, why));
  }

  /**
   * Without a catalogue reads go to the primary: somebody should know, but once is enough. It is
   * read again whatever went wrong.
   */
  void failed(NodeState node, Exception e) {
    NodeProbe.abort(connections.remove(node.node().id()));
    LOG.log(
        failing || Thread.currentThread().isInterrupted() ? Level.DEBUG : Level.WARNING,
        () -> "the catalogue of " + node.node() + " could not be read",
        e);
    failing = true;
  }

  private Connection connection(NodeState node) throws SQLException {
    int id = node.node().id();
    Connection open = connections.get(id);
    Map<String, String> wanted =
        node.role() == Role.PRIMARY || node.isPooled() ? Map.of() : settings.values();
    if (open == null || open.isClosed() || !wanted.equals(given.get(id))) {
      NodeProbe.abort(open);
      open = connector.open(node.node());
      open.setNetworkTimeout(Runnable::run, TIMEOUT_MILLIS);
      connections.put(id, open);
      PrimarySettings.give(open, wanted);
      given.put(id, wanted);
    }
    return open;
  }

  @Override
  public void close() {
    connections.values().forEach(NodeProbe::abort);
  }
}
