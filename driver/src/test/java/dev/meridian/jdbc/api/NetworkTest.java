package dev.meridian.jdbc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworkTest {

  @Test
  void holdsWhatAgreesBitByBit() throws UnknownHostException {
    Random random = new Random(1);
    int held = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] first = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(first);
      int prefix = random.nextInt(first.length * 8 + 1);
      for (int bit = prefix; bit < first.length * 8; bit++) {
        set(first, bit, false);
      }
      byte[] other = first.clone();
      for (int bit = prefix; bit < first.length * 8; bit++) {
        set(other, bit, random.nextBoolean());
      }
      if (random.nextBoolean()) {
        int flipped = random.nextInt(first.length * 8);
        set(other, flipped, !isSet(other, flipped));
      }
      Network network = new Network(InetAddress.getByAddress(first), prefix, "eu");
      boolean expected = agree(first, other, prefix);
      assertThat(network.holds(InetAddress.getByAddress(other)))
          .as("%s holds %s", network, InetAddress.getByAddress(other))
          .isEqualTo(expected);
      held += expected ? 1 : 0;
    }
    assertThat(held).isBetween(40_000, 90_000);
  }

  @Test
  void refusesABitBehindThePrefix() throws UnknownHostException {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      byte[] first = new byte[random.nextBoolean() ? 4 : 16];
      int bit = random.nextInt(first.length * 8);
      set(first, bit, true);
      InetAddress address = InetAddress.getByAddress(first);
      int prefix = random.nextInt(first.length * 8 + 1);
      if (prefix > bit) {
        assertThat(new Network(address, prefix, "eu").holds(address)).isTrue();
      } else {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Network(address, prefix, "eu"))
            .withMessageContaining("behind its prefix");
      }
    }
  }

  @Test
  void theWholeOfAFamilyHoldsNothingOfTheOther() throws UnknownHostException {
    InetAddress ipv4 = InetAddress.getByAddress(new byte[4]);
    InetAddress ipv6 = InetAddress.getByAddress(new byte[16]);
    assertThat(new Network(ipv4, 0, "eu").holds(ipv4)).isTrue();
    assertThat(new Network(ipv4, 0, "eu").holds(ipv6)).isFalse();
    assertThat(new Network(ipv6, 0, "eu").holds(ipv6)).isTrue();
    assertThat(new Network(ipv6, 0, "eu").holds(ipv4)).isFalse();
  }

  private static boolean agree(byte[] one, byte[] other, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      if (isSet(one, bit) != isSet(other, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSet(byte[] bytes, int bit) {
    return ((bytes[bit / 8] >> (7 - bit % 8)) & 1) == 1;
  }

  private static void set(byte[] bytes, int bit, boolean value) {
    int mask = 1 << (7 - bit % 8);
    bytes[bit / 8] = (byte) (value ? bytes[bit / 8] | mask : bytes[bit / 8] & ~mask);
  }
}
