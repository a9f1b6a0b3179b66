package dev.meridian.jdbc.geo;

import dev.meridian.jdbc.api.Coordinates;
import dev.meridian.jdbc.api.Network;
import dev.meridian.jdbc.api.Settings;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where things are, as far as the settings, the environment, hosts' names and a GeoIP2 database
 * tell. Opens no socket and looks up no name; reads the file of {@code geoipDatabase} when made,
 * and later on a thread of its own. Threadsafe.
 */
public final class Geography {

  /**
   * How far the coordinates of two regions can be off together, in km: each is the centre of a city
   * or of what a provider calls its location, and the Earth is no sphere.
   */
  private static final int TOLERANCE = 300;

  private final RegionTable regions;
  private final NetworkTable networks;
  private final GeoIp geoip;
  private final FoundRegion own;

  private Geography(
      Settings settings,
      Function<String, @Nullable String> environment,
      Supplier<List<InetAddress>> addresses)
      throws SQLException {
    List<String> used = new ArrayList<>(settings.nodeRegions());
    settings.networks().forEach(network -> used.add(network.region()));
    this.regions = new RegionTable(settings.regionCoordinates(), used);
    this.networks = new NetworkTable(settings.networks());
    this.geoip = GeoIp.of(settings.geoipDatabase(), regions);
    this.own = new OwnRegion(environment, addresses, geoip).find(settings);
  }

  /**
   * By the settings, for this process.
   *
   * @throws SQLException (22023) if {@code geoipDatabase} is set and the library that reads it is
   *     missing, or {@code MERIDIAN_REGION} can be no region's name
   */
  public static Geography of(Settings settings) throws SQLException {
    return of(settings, System::getenv, Geography::ownAddresses);
  }

  /** The same for a process with another environment and other addresses. */
  static Geography of(
      Settings settings,
      Function<String, @Nullable String> environment,
      Supplier<List<InetAddress>> addresses)
      throws SQLException {
    return new Geography(settings, environment, addresses);
  }

  /** Where this process runs, as found when this was made. */
  public FoundRegion own() {
    return own;
  }

  /**
   * Where a node is of which nothing was stated. The first of these that tells: its host's name,
   * {@code networks}, {@code geoipDatabase}.
   *
   * @param host its name or address, as the URL has it
   * @param address what the name leads to, or null if that is not known
   */
  public FoundRegion regionOf(String host, @Nullable InetAddress address) {
    FoundRegion byName = HostForm.read(host, regions);
    return byName.isKnown() || address == null ? byName : regionOf(address);
  }

  /**
   * Where an address is, a client's for example: by {@code networks}, or else by {@code
   * geoipDatabase}.
   */
  public FoundRegion regionOf(InetAddress address) {
    Network network = networks.all().isEmpty() ? null : networks.holding(List.of(address));
    return network == null ? geoip.regionOf(address) : FoundRegion.in(network);
  }

  /** Where a region is, or null if that is not known. */
  public @Nullable Coordinates coordinates(String region) {
    Region known = regions.named(region);
    return known == null ? null : known.coordinates();
  }

  /**
   * The least time that light takes from one region to another and back in a straight fibre, in
   * nanoseconds; 0 if it is not known where both are.
   */
  public long minimumRoundTripNanos(String one, String other) {
    return Distance.roundTripNanos(Math.max(0, kilometres(one, other)));
  }

  /**
   * Whether a round trip is shorter than light allows, so that one of the two labels is wrong. Each
   * region may be 150 km from where it is said to be. False if it is not known where both are.
   *
   * @param roundTripNanos as measured, in nanoseconds
   */
  public boolean isTooFast(String one, String other, long roundTripNanos) {
    double certain = Math.max(0, kilometres(one, other) - TOLERANCE);
    return roundTripNanos < Distance.roundTripNanos(certain);
  }

  /** How far two regions are apart, in km; negative if it is not known where both are. */
  public int kilometres(String one, String other) {
    Coordinates here = coordinates(one);
    Coordinates there = coordinates(other);
    return here == null || there == null ? -1 : (int) Math.round(Distance.kilometres(here, there));
  }

  /** Those of interfaces that are up, without those that lead nowhere else. */
  private static List<InetAddress> ownAddresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .toList();
    } catch (SocketException e) {
      return List.of();
    }
  }
}
