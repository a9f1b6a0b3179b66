package dev.meridian.jdbc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressReaderTest {

  private static final String LETTERS = "0123456789abcdefABCDEF:::...g% -";

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "10.1.2.3, 10.1.2.3",
    "::, 0:0:0:0:0:0:0:0",
    "::1, 0:0:0:0:0:0:0:1",
    "1::, 1:0:0:0:0:0:0:0",
    "fd00:1::, fd00:1:0:0:0:0:0:0",
    "2001:DB8::a:b, 2001:db8:0:0:0:0:a:b",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "64:ff9b::192.0.2.33, 64:ff9b:0:0:0:0:c000:221",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "::ffff:10.1.2.3, 10.1.2.3",
    "::ffff:a01:203, 10.1.2.3"
  })
  void readsAnAddress(String text, String address) {
    assertThat(AddressReader.read(text).getHostAddress()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "db-us",
        "a.b.c.d",
        "10",
        "10.1",
        "10.1.2",
        "10.1.2.3.4",
        "10.1.2.",
        ".1.2.3",
        "10.1.2.256",
        "010.1.2.3",
        "0x0a.1.2.3",
        "1.2.3.-4",
        "1.2.3.+4",
        "١.1.1.1",
        "999999999.1.1.1",
        ":",
        ":::",
        "1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "::1::",
        "12345::",
        "g::",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "fe80::1%eth0",
        "[::1]",
        "::1/64",
        "1.2.3.4::",
        "::1.2.3",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::256.1.1.1",
        " 10.1.2.3",
        "10.1.2.3 ",
        "1:2:3:4:5:6:7:8:1.2.3.4"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressReader.read(text))
        .withMessageContaining("no IPv4 or IPv6 address");
  }

  @Test
  void readsWhatTheJdkWrites() throws UnknownHostException {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      for (int j = random.nextInt(bytes.length); j > 0; j--) {
        bytes[random.nextInt(bytes.length)] = 0;
      }
      InetAddress address = InetAddress.getByAddress(bytes);
      assertThat(AddressReader.read(address.getHostAddress())).isEqualTo(address);
    }
  }

  @Test
  void readsWhatTheJdkReadsAsAnAddressAndNothingElse() throws UnknownHostException {
    Random random = new Random(12);
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      try {
        InetAddress address = AddressReader.read(text.toString());
        // No name: it holds a colon, or four numbers.
        assertThat(address).isEqualTo(InetAddress.getByName(text.toString()));
        read++;
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("no IPv4 or IPv6 address");
      }
    }
    assertThat(read).isGreaterThan(100);
  }
}
