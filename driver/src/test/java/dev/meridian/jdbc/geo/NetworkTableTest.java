package dev.meridian.jdbc.geo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworkTableTest {

  @Test
  void theLongestPrefixCountsAndOfAsLongOnesTheFirst() throws UnknownHostException {
    Random random = new Random(5);
    int found = 0;
    for (int i = 0; i < 5_000; i++) {
      List<Network> networks = new ArrayList<>();
      for (int j = random.nextInt(12); j >= 0; j--) {
        networks.add(network(random, j));
      }
      List<InetAddress> addresses = new ArrayList<>();
      for (int j = random.nextInt(3); j >= 0; j--) {
        addresses.add(address(random, 0xFF));
      }
      Network expected =
          networks.stream()
              .filter(network -> addresses.stream().anyMatch(network::holds))
              .sorted(Comparator.comparingInt(Network::prefix).reversed())
              .findFirst()
              .orElse(null);
      assertThat(new NetworkTable(networks).holding(addresses)).isSameAs(expected);
      found += expected == null ? 0 : 1;
    }
    assertThat(found).isGreaterThan(1_000);
  }

  @Test
  void withoutNetworksOrAddressesNothingIsFound() throws UnknownHostException {
    InetAddress address = InetAddress.getByName("10.1.2.3");
    assertThat(new NetworkTable(List.of()).holding(List.of(address))).isNull();
    Network all = new Network(InetAddress.getByName("0.0.0.0"), 0, "eu");
    assertThat(new NetworkTable(List.of(all)).holding(List.of())).isNull();
    assertThat(new NetworkTable(List.of(all)).holding(List.of(address))).isSameAs(all);
  }

  /** Few bits differ, so that many networks hold an address. */
  private static InetAddress address(Random random, int mask) throws UnknownHostException {
    byte[] bytes = new byte[random.nextInt(4) == 0 ? 16 : 4];
    bytes[0] = (byte) ((random.nextInt(4) << 6) & mask);
    return InetAddress.getByAddress(bytes);
  }

  private static Network network(Random random, int number) throws UnknownHostException {
    int prefix = random.nextInt(4);
    return new Network(address(random, 0xFF << (8 - prefix)), prefix, "region-" + number);
  }
}
