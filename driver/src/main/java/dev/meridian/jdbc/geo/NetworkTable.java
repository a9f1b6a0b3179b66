package dev.meridian.jdbc.geo;

import dev.meridian.jdbc.api.Network;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The networks of the setting {@code networks}. Immutable.
 *
 * @param all in the order typed
 */
record NetworkTable(List<Network> all) {

  NetworkTable {
    all = List.copyOf(all);
  }

  /**
   * The network with the longest prefix that holds any of the addresses; of as long ones, the one
   * typed first.
   */
  @Nullable Network holding(List<InetAddress> addresses) {
    Network longest = null;
    for (Network network : all) {
      if ((longest == null || network.prefix() > longest.prefix())
          && addresses.stream().anyMatch(network::holds)) {
        longest = network;
      }
    }
    return longest;
  }
}
