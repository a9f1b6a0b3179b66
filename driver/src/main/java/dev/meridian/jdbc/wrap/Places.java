package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.geo.FoundRegion;
import dev.meridian.jdbc.geo.Geography;
import dev.meridian.jdbc.geo.RegionSource;
import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeLabels;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where this program and the nodes are, for one world; and whether that can be, by what is
 * measured. Threadsafe.
 */
final class Places implements NodeLabels {

  private static final System.Logger LOG = System.getLogger(Places.class.getName());

  private final Geography geography;
  // Whether it depends on a label who may go to a node.
  private final boolean isBinding;
  // The nodes of which it was told that their label is wrong.
  private final Set<Node> told = ConcurrentHashMap.newKeySet();

  private Places(Geography geography, boolean isBinding) {
    this.geography = geography;
    this.isBinding = isBinding;
  }

  /**
   * By the settings and the environment.
   *
   * @throws SQLException (22023) as of {@link Geography#of(Settings)}
   */
  static Places of(Settings settings) throws SQLException {
    Places places = new Places(Geography.of(settings), !settings.jurisdictions().isEmpty());
    LOG.log(Level.DEBUG, "this program runs in {0}", places.own());
    return places;
  }

  /** Where this program runs. */
  FoundRegion own() {
    return geography.own();
  }

  @Override
  public @Nullable String regionOf(Node node) {
    FoundRegion found = geography.regionOf(node.host(), address(node));
    return isGuessed(found) && isBinding ? null : found.region();
  }

  /** The region of a client's address, or null if nothing tells. Looks up no name. */
  @Nullable String regionOf(InetAddress client) {
    return geography.regionOf(client).region();
  }

  /** How far two regions are apart, in km; negative if it is not known where both are. */
  int kilometres(String one, String other) {
    return geography.kilometres(one, other);
  }

  /** By where a provider registered an address, not by where that is. */
  private static boolean isGuessed(FoundRegion found) {
    return found.source() == RegionSource.GEOIP;
  }

  private static @Nullable InetAddress address(Node node) {
    String text = node.ip() == null && node.isNamedByAddress() ? node.host() : node.ip();
    try {
      return text == null ? null : InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      // Of an address alone none is looked up: its zone is not on this machine.
      return null;
    }
  }

  /**
   * Tells the log, once a node, if it answers faster than light could come back from its region.
   */
  void check(Topology seen) {
    String here = own().region();
    if (here == null) {
      return;
    }
    told.removeIf(node -> !seen.has(node));
    for (NodeState state : seen.nodes()) {
      String there = state.node().region();
      if (there != null
          && state.up()
          && state.roundTripNanos() > 0
          && geography.isTooFast(here, there, state.roundTripNanos())
          && told.add(state.node())) {
        LOG.log(
            Level.WARNING,
            "{0} answers within {1} ms, and from {2} to {3} and back light takes {4} ms: one of"
                + " the two labels is wrong",
            state.node(),
            millis(state.roundTripNanos()),
            own(),
            there,
            millis(geography.minimumRoundTripNanos(here, there)));
      }
    }
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
  }
}
