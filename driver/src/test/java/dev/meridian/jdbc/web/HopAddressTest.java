package dev.meridian.jdbc.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HopAddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.43, 192.0.2.43",
    "192.0.2.43:47011, 192.0.2.43",
    "192.0.2.43:_gazonk, 192.0.2.43",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1",
    "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
    "[2001:db8::1]:4711, 2001:db8:0:0:0:0:0:1",
    "[2001:db8::1]:_a.b-c, 2001:db8:0:0:0:0:0:1",
    "::1, 0:0:0:0:0:0:0:1",
    "::ffff:192.0.2.43, 192.0.2.43",
    "[::ffff:c000:22b]:80, 192.0.2.43",
    "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
    "[fe80::1%25eth0]:80, fe80:0:0:0:0:0:0:1",
    "fe80::1%2, fe80:0:0:0:0:0:0:1"
  })
  void readsAnAddressWithWhatStandsRoundIt(String text, String address) {
    InetAddress read = HopAddress.read(text);
    assertThat(read).isNotNull().extracting(InetAddress::getHostAddress).isEqualTo(address);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "unknown",
        "UNKNOWN",
        "_hidden",
        "_SEVKISEK",
        "localhost",
        "example.com",
        "unix:",
        "@",
        "0.0.0.256",
        "010.0.0.1",
        "1.2.3",
        "2130706433",
        "0x7f000001",
        "1.2.3.4:",
        "1.2.3.4:port",
        "1.2.3.4:123456",
        "1.2.3.4:1:2",
        "1.2.3.4%eth0",
        "1.2.3.4/8",
        "1.2.3.4 5.6.7.8",
        " 1.2.3.4",
        "[1.2.3.4]",
        "[::1",
        "::1]",
        "[]",
        "[:]",
        "[::1]80",
        "[::1]:",
        "[[::1]]",
        "[::1%]",
        "::1%",
        "::1%a b",
        "\"1.2.3.4\"",
        "1:2:3:4:5:6:7:8:9",
        "\u0661.1.1.1",
        "1.2.3.4\n",
        "1.2.3.4\u0000"
      })
  void looksNothingElseUp(String text) {
    assertThat(HopAddress.read(text)).isNull();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void readsAnythingWithoutHarm() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      HopAddress.read(Texts.random(random, "0123456789abcdef::::....[]%_-x \"", 400));
    }
    HopAddress.read(":".repeat(1_000_000));
    HopAddress.read("[" + "1:".repeat(1_000_000) + "]:1");
  }
}
