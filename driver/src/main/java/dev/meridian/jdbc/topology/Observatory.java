package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Coordinates;
import dev.meridian.jdbc.api.CredentialsSupplier;
import dev.meridian.jdbc.api.Network;
import dev.meridian.jdbc.api.Nudge;
import dev.meridian.jdbc.api.Pooler;
import dev.meridian.jdbc.api.Settings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of the nodes: their probes, and what was read of their catalogues. All in this JVM
 * who log in to the same nodes alike share one, so that each node is asked once however many ask;
 * it ends with the last of them. What they do with what they see is their own. Threadsafe.
 */
public final class Observatory {

  /** What must be equal for two to see the same. */
  private record Sight(
      List<Node> nodes,
      String database,
      Properties login,
      @Nullable CredentialsSupplier credentials,
      HostLookup lookup,
      @Nullable String file,
      List<Network> networks,
      @Nullable Path geoipDatabase,
      Map<String, Coordinates> regionCoordinates,
      boolean isBinding,
      Duration probeInterval,
      Duration maxLag,
      Map<String, Integer> trustSubscriber,
      Nudge nudge,
      Pooler pooler) {

    static Sight of(Target target) {
      Settings settings = target.settings();
      return new Sight(
          target.nodes(),
          target.database(),
          ProbeLogin.of(target.properties()),
          target.credentials(),
          target.lookup(),
          settings.nodes(),
          settings.networks(),
          settings.geoipDatabase(),
          settings.regionCoordinates(),
          !settings.jurisdictions().isEmpty(),
          settings.probeInterval(),
          settings.maxLag(),
          settings.trustSubscriber(),
          settings.nudge(),
          settings.pooler());
    }
  }

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Map<Sight, Observatory> OPEN = new HashMap<>();

  private final Sight sight;
  private final TopologyMonitor monitor;
  private final PrimarySettings primarySettings = new PrimarySettings();
  private final CatalogueWatch catalogues;
  private final NodeRoster roster;
  // Guarded by LOCK.
  private int users;

  private Observatory(Sight sight, Target target, NodeRoster.Source source) {
    Target own =
        new Target(
            source.labelled(),
            target.database(),
            sight.login(),
            target.settings(),
            target.credentials(),
            target.lookup());
    NodeConnector connector = new NodeConnector(own);
    this.sight = sight;
    this.monitor = new TopologyMonitor(own, connector);
    this.catalogues = new CatalogueWatch(monitor, connector, target.settings(), primarySettings);
    this.roster = new NodeRoster(monitor, source);
  }

  /** One user's part in an observatory. Threadsafe. */
  public static final class Seat implements AutoCloseable {

    private final Observatory observatory;
    private final AtomicBoolean left = new AtomicBoolean();

    private Seat(Observatory observatory) {
      this.observatory = observatory;
    }

    public TopologyMonitor monitor() {
      return observatory.monitor;
    }

    /** What sessions on replicas get. */
    public PrimarySettings primarySettings() {
      return observatory.primarySettings;
    }

    public CatalogueWatch catalogues() {
      return observatory.catalogues;
    }

    /** Leaves; the last one ends the probes. */
    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        observatory.leave();
      }
    }
  }

  /**
   * Takes a seat where the nodes of a target are seen; sends out the probes if that is the first.
   *
   * @param labels of the nodes, by the target's settings
   * @throws SQLException (22023) if the file of {@code nodes} can not be read
   */
  public static Seat of(Target target, NodeLabels labels) throws SQLException {
    Sight sight = Sight.of(target);
    // A file is read where nobody else waits for it, though another may have done so already.
    NodeRoster.Source source = NodeRoster.Source.of(target, labels);
    LOCK.lock();
    try {
      Observatory seen = OPEN.get(sight);
      if (seen == null) {
        seen = new Observatory(sight, target, source);
        seen.roster.start();
        seen.catalogues.start();
        OPEN.put(sight, seen);
      }
      seen.users++;
      return new Seat(seen);
    } finally {
      LOCK.unlock();
    }
  }

  private void leave() {
    LOCK.lock();
    try {
      users--;
      if (users > 0) {
        return;
      }
      OPEN.remove(sight);
    } finally {
      LOCK.unlock();
    }
    roster.close();
    catalogues.close();
    monitor.close();
  }
}
