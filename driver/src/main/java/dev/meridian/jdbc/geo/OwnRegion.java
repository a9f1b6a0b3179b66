package dev.meridian.jdbc.geo;

import dev.meridian.jdbc.api.Network;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.api.Settings;
import java.net.InetAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where this program runs. The first of these that tells:
 *
 * <ol>
 *   <li>the setting {@code region}
 *   <li>the environment, variable by variable as in {@link RegionVariable}
 *   <li>the network of {@code networks} with the longest prefix that holds one of this machine's
 *       addresses
 *   <li>{@code clientAddress} in the database of {@code geoipDatabase}
 * </ol>
 *
 * Immutable.
 *
 * @param environment gives the value of a variable, or null
 * @param addresses of this machine; asked for only if {@code networks} is set
 * @param geoip what the database tells
 */
record OwnRegion(
    Function<String, @Nullable String> environment,
    Supplier<List<InetAddress>> addresses,
    GeoIp geoip) {

  /**
   * Finds it.
   *
   * @throws SQLException (22023) if {@code MERIDIAN_REGION} can be no region's name
   */
  FoundRegion find(Settings settings) throws SQLException {
    String stated = settings.region();
    if (stated != null) {
      return FoundRegion.stated(stated);
    }
    for (RegionVariable variable : RegionVariable.values()) {
      String region = variable.read(environment);
      if (region != null) {
        check(variable, region);
        return new FoundRegion(region, RegionSource.ENVIRONMENT, variable.name());
      }
    }
    NetworkTable networks = new NetworkTable(settings.networks());
    Network network = networks.all().isEmpty() ? null : networks.holding(addresses.get());
    if (network != null) {
      return FoundRegion.in(network);
    }
    InetAddress address = settings.clientAddress();
    return address == null ? FoundRegion.UNKNOWN : geoip.regionOf(address);
  }

  private static void check(RegionVariable variable, String region) throws SQLException {
    try {
      Setting.REGION.check(region);
    } catch (SQLException e) {
      throw new SQLException(
          "the environment variable " + variable + ", in place of a setting: " + e.getMessage(),
          e.getSQLState(),
          e);
    }
  }
}
