package dev.meridian.jdbc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.0.0/16",
    "0.0.0.0/0, 0.0.0.0/0",
    "10.1.2.3, 10.1.2.3/32",
    "10.1.2.3/32, 10.1.2.3/32",
    "fd00:1::/48, fd00:1:0:0:0:0:0:0/48",
    "2001:db8::7, 2001:db8:0:0:0:0:0:7/128",
    "::ffff:10.2.0.0/112, 10.2.0.0/16",
    "::ffff:10.1.2.3, 10.1.2.3/32"
  })
  void readsARangeOrOneAddress(String text, String range) {
    assertThat(AddressRange.read(text)).hasToString(range);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''               | no IPv4 or IPv6 address",
        "/                | no address/prefix",
        "/8               | no IPv4 or IPv6 address",
        "10.0.0.0/        | no address/prefix",
        "10.0.0.0/8/8     | no address/prefix",
        "10.0.0.0/-8      | no address/prefix",
        "10.0.0.0/1000    | no address/prefix",
        "10.0.0.0/33      | too long",
        "::/129           | too long",
        "10.0.0.1/8       | behind its prefix",
        "10/8             | no IPv4 or IPv6 address",
        "localhost        | no IPv4 or IPv6 address",
        "fe80::1%eth0     | no IPv4 or IPv6 address",
        "::ffff:0:0/95    | mixes IPv4 and IPv6"
      })
  void refusesAnythingElse(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRange.read(text))
        .withMessageContaining(why);
  }
}
