package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Session;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.routing.Decision;
import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeConnector;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import dev.meridian.jdbc.topology.TopologyMonitor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The one gate between what a session is bound to and the nodes. Every physical connection for
 * statements of the application is opened here, and passes {@link #require} each time:
 *
 * <ol>
 *   <li>when it is {@link #open opened}, by whoever opens it: a borrower, a pool, or for the
 *       replication protocol;
 *   <li>when it is lent, or kept for another statement: {@link Sides#at};
 *   <li>when something is sent on it: {@link PositionedConnection}, whoever has it in his hands and
 *       however long.
 * </ol>
 *
 * <p>A node passes if its region, as it is labelled now, is in each jurisdiction that the data
 * source or the session of the thread is bound to. One whose region is not known, or that is gone,
 * passes none. Who is bound to nothing passes everywhere.
 *
 * <p>The router chooses among the nodes that pass, so that nothing has to be refused where a node
 * inside can serve. Probes and the reading of catalogues are no session's, and do not come here.
 *
 * <p>This class is threadsafe.
 */
final class ResidencyGate {

  private final Settings settings;
  private final @Nullable String own;
  private final NodeConnector connector;
  private final TopologyMonitor monitor;

  ResidencyGate(Settings settings, NodeConnector connector, TopologyMonitor monitor) {
    this.settings = settings;
    this.own = settings.jurisdiction();
    this.connector = connector;
    this.monitor = monitor;
  }

  /**
   * Opens a connection for statements of the application.
   *
   * @throws SQLException ({@link Session#OUTSIDE}) if the node is outside; pgjdbc's own if it can
   *     not be reached
   */
  Connection open(NodeState node, Use use) throws SQLException {
    require(node.node());
    Properties properties =
        node.isPooled()
            ? connector.pooledProperties(node.node())
            : connector.properties(node.node(), use);
    PositionedConnection opened = PositionedLogin.open(connector.url(node.node()), properties);
    opened.passes(this, node.node());
    return opened;
  }

  /**
   * Whether who asks may reach the node; asked before anything is done there.
   *
   * @throws SQLException ({@link Session#OUTSIDE}) if it is outside; (22023) if the session is
   *     bound to a jurisdiction that is not known
   */
  void require(Node node) throws SQLException {
    if (!admits(node)) {
      throw refusal(node + " is outside of " + bonds());
    }
  }

  /** As {@link #require(Node)} for the primary, if there is one. */
  void requirePrimary(Topology topology) throws SQLException {
    if (topology.primary() != null) {
      require(topology.primary().node());
    }
  }

  /** Whether who asks may reach the node. */
  boolean admits(Node node) {
    Set<String> more = ofSession();
    return (own == null && more.isEmpty()) || isInside(node, more);
  }

  private boolean isInside(Node node, Set<String> more) {
    Topology now = monitor.topology();
    String region = now.has(node) ? now.of(node).node().region() : null;
    if (region == null || !isIn(region, own)) {
      return false;
    }
    for (String jurisdiction : more) {
      if (!isIn(region, jurisdiction)) {
        return false;
      }
    }
    return true;
  }

  private boolean isIn(String region, @Nullable String jurisdiction) {
    return jurisdiction == null
        || settings.jurisdictions().getOrDefault(jurisdiction, Set.of()).contains(region);
  }

  private static Set<String> ofSession() {
    Session bound = Session.current();
    return bound == null ? Set.of() : bound.jurisdictions();
  }

  private boolean isBound() {
    return own != null || !ofSession().isEmpty();
  }

  /** The nodes for who asks: those outside serve none of his reads. */
  Topology inside(Topology topology) {
    return isBound() ? topology.drained(node -> !admits(node)) : topology;
  }

  /** A decision for who asks; where it leads outside, there is no node. */
  Decision inside(Decision decision) {
    NodeState node = decision.node();
    return node == null || admits(node.node()) ? decision : Decision.nowhere(decision.reason());
  }

  /** Whether the primary is of no use to who asks, because it is outside or nobody knows it. */
  boolean excludesPrimary(Topology topology) {
    NodeState primary = topology.primary();
    return isBound() && (primary == null || !admits(primary.node()));
  }

  /** Why no node may serve a read of who is bound so that the primary is of no use to him. */
  SQLException noReader(RouteReason reason) {
    String why =
        switch (reason) {
          case BEHIND ->
              "no replica there reached the session's position within catchUpTimeout="
                  + settings.catchUpTimeout().toMillis()
                  + "ms (whenStale="
                  + settings.whenStale().name().toLowerCase(Locale.ROOT)
                  + ")";
          case NO_REPLICA ->
              "no replica there is up, within maxLag="
                  + settings.maxLag().toMillis()
                  + "ms and takes connections";
          case PARTITIONED -> "the primary does not answer (whenPartitioned=refuse)";
          default -> "it needs the primary, which is not there";
        };
    return refusal("no node inside of " + bonds() + " can serve this read: " + why);
  }

  private SQLException refusal(String rule) {
    for (String jurisdiction : ofSession()) {
      if (!settings.jurisdictions().containsKey(jurisdiction)) {
        return settings.unknownJurisdiction(
            "the jurisdiction " + jurisdiction + " that this session is within");
      }
    }
    return new SQLException(
        rule + "; " + monitor.topology().describe(settings.maxLag(), System.nanoTime()),
        Session.OUTSIDE);
  }

  /**
   * What who asks is bound to, as it is written: {@code jurisdiction EU:eu-west-1/eu-central-1}.
   */
  private String bonds() {
    Set<String> names = new TreeSet<>(ofSession());
    if (own != null) {
      names.add(own);
    }
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(text.isEmpty() ? "jurisdiction " : " and of jurisdiction ").append(name);
      Set<String> regions = settings.jurisdictions().getOrDefault(name, Set.of());
      text.append(':').append(String.join("/", new TreeSet<>(regions)));
    }
    return text.toString();
  }

  /** Whether an error says that a node was outside: no fault of the node. */
  static boolean isOutside(SQLException failure) {
    return Session.OUTSIDE.equals(failure.getSQLState());
  }
}
