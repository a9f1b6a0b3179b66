package dev.meridian.jdbc.geo;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.meridian.jdbc.api.Setting;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The region of an address by the database of {@code geoipDatabase}: the one nearest to the
 * coordinates that it tells, or the only one in the country. Addresses that are not of the public
 * Internet are not looked up. Never fails: what can not be read is unknown. Threadsafe.
 */
final class GeoIp {

  private static final System.Logger LOG = System.getLogger(GeoIp.class.getName());
  private static final String LIBRARY = "com.maxmind.db.Reader";
  private static final int MOST_ANSWERS = 10_000;

  /** One state of the file, and its answers. */
  private static final class Opened {
    final GeoDatabase database;
    final AtomicBoolean complained = new AtomicBoolean();
    final Cache<InetAddress, FoundRegion> answers =
        Caffeine.newBuilder().maximumSize(MOST_ANSWERS).executor(Runnable::run).build();

    Opened(GeoDatabase database) {
      this.database = database;
    }
  }

  private final RegionTable regions;
  private final @Nullable DatabaseFile file;
  private volatile @Nullable Opened opened;

  /** Reads the file, if there is one, and watches it. */
  GeoIp(RegionTable regions, @Nullable Path path, DatabaseFile.Opener opener) {
    this.regions = regions;
    this.file = path == null ? null : new DatabaseFile(path, opener, this::take);
    look();
  }

  /**
   * By the setting.
   *
   * @param path null where it is not set
   * @throws SQLException (22023) if it is set and the library that reads it is missing
   */
  static GeoIp of(@Nullable Path path, RegionTable regions) throws SQLException {
    if (path != null) {
      requireLibrary(path);
    }
    // A reference to the method would load its class here, and the library, whatever the path.
    return new GeoIp(regions, path, file -> MaxMindDatabase.open(file));
  }

  private static void requireLibrary(Path path) throws SQLException {
    try {
      Class.forName(LIBRARY, false, GeoIp.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new SQLException(
          Setting.GEOIP_DATABASE.key()
              + "="
              + path
              + " needs com.maxmind.db:maxmind-db 4 on the class path, which Meridian does not"
              + " bring along",
          "22023",
          e);
    }
  }

  /** The region of an address; takes a microsecond where it was asked for before. */
  FoundRegion regionOf(InetAddress address) {
    if (file == null) {
      return FoundRegion.UNKNOWN;
    }
    file.refresh();
    Opened now = opened;
    if (now == null) {
      return FoundRegion.UNKNOWN;
    }
    FoundRegion known = now.answers.getIfPresent(address);
    if (known != null) {
      return known;
    }
    if (!PublicAddress.is(address)) {
      return FoundRegion.UNKNOWN;
    }
    FoundRegion found = lookUp(now, address);
    now.answers.put(address, found);
    return found;
  }

  /** Looks at the file now. */
  void look() {
    if (file != null) {
      file.look();
    }
  }

  private void take(GeoDatabase database) {
    opened = new Opened(database);
  }

  private FoundRegion lookUp(Opened now, InetAddress address) {
    try {
      GeoAnswer answer = now.database.lookUp(address);
      Region region = null;
      if (answer.coordinates() != null) {
        region = regions.nearest(answer.coordinates());
      } else if (answer.country() != null) {
        region = regions.onlyIn(answer.country());
      }
      return region == null ? FoundRegion.UNKNOWN : FoundRegion.near(region);
    } catch (BrokenDatabase e) {
      if (now.complained.compareAndSet(false, true)) {
        LOG.log(
            Level.WARNING,
            "an entry of geoipDatabase can not be read, and its addresses are of no known region: "
                + e.getMessage());
      }
      return FoundRegion.UNKNOWN;
    }
  }
}
