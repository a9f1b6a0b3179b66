package dev.meridian.jdbc.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

  private static final String FORWARDED = "Forwarded";
  private static final String OLDER = "X-Forwarded-For";

  private final ClientAddress clients =
      new ClientAddress(TrustedProxies.of(List.of("10.0.0.0/8", " fd00::/16 ", "192.0.2.9")));

  private @Nullable String client(StubRequest request) {
    InetAddress address = clients.of(request.request());
    return address == null ? null : address.getHostAddress();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "198.51.100.7               | 198.51.100.7",
        "2001:db8::7                | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]              | 2001:db8:0:0:0:0:0:7",
        "fe80::1%eth0               | fe80:0:0:0:0:0:0:1",
        "::ffff:198.51.100.7        | 198.51.100.7",
        "10.1.1.1                   | 10.1.1.1",
        "localhost                  | -",
        "''                         | -",
        "-                          | -"
      })
  void isTheConnectionsOwnWithoutAHeader(String remote, String client) {
    assertThat(client(StubRequest.from(remote))).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "198.51.100.7                             | 198.51.100.7",
        "198.51.100.7:4711                        | 198.51.100.7",
        "2001:db8::7                              | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]:4711                       | 2001:db8:0:0:0:0:0:7",
        "::ffff:198.51.100.7                      | 198.51.100.7",
        "198.51.100.7, 10.2.2.2                   | 198.51.100.7",
        "198.51.100.7,10.2.2.2,fd00::2            | 198.51.100.7",
        "198.51.100.7 , ::ffff:10.2.2.2:80        | -",
        "198.51.100.7, ::ffff:10.2.2.2            | 198.51.100.7",
        "198.51.100.7, [::ffff:a02:202]:80        | 198.51.100.7",
        "198.51.100.7, 192.0.2.9                  | 198.51.100.7",
        "198.51.100.7, 192.0.2.8                  | 192.0.2.8",
        "6.6.6.6, 198.51.100.7                    | 198.51.100.7",
        "6.6.6.6, 198.51.100.7, 10.2.2.2          | 198.51.100.7",
        "nonsense, 198.51.100.7, 10.2.2.2         | 198.51.100.7",
        "10.3.3.3, 10.2.2.2                       | 10.3.3.3",
        "6.6.6.6, unknown                         | -",
        "6.6.6.6, unknown, 10.2.2.2               | -",
        "6.6.6.6, _hidden                         | -",
        "6.6.6.6, example.com                     | -",
        "6.6.6.6,                                 | -",
        "6.6.6.6,,10.2.2.2                        | -",
        ",                                        | -",
        "198.51.100.7 10.2.2.2                    | -",
        "'  '                                     | 10.1.1.1"
      })
  void isFoundFromTheRightToTheLeft(String line, String client) {
    assertThat(client(StubRequest.from("10.1.1.1").header(OLDER, line))).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "for=198.51.100.7                                      | 198.51.100.7",
        "For=\"[2001:db8::7]:4711\";proto=https                | 2001:db8:0:0:0:0:0:7",
        "for=6.6.6.6, for=198.51.100.7;by=10.2.2.2, for=10.2.2.2:80 | 198.51.100.7",
        "for=198.51.100.7, For=\"[fd00::2]:80\"                | 198.51.100.7",
        "for=10.3.3.3, for=10.2.2.2                            | 10.3.3.3",
        "for=6.6.6.6, for=unknown                              | -",
        "for=6.6.6.6, for=_hidden                              | -",
        "for=6.6.6.6, proto=https                              | -",
        "for=6.6.6.6, for=198.51.100.7;for=198.51.100.8        | -",
        "for=\"6.6.6.6, for=198.51.100.7                       | -"
      })
  void isFoundInForwardedAlike(String line, String client) {
    assertThat(client(StubRequest.from("10.1.1.1").header(FORWARDED, line))).isEqualTo(client);
  }

  @Test
  void severalLinesAreOneList() {
    assertThat(
            client(
                StubRequest.from("10.1.1.1")
                    .header("x-forwarded-for", "6.6.6.6")
                    .header("X-FORWARDED-FOR", "198.51.100.7, 10.3.3.3")
                    .header("X-Forwarded-For", "10.2.2.2")))
        .isEqualTo("198.51.100.7");
    assertThat(
            client(
                StubRequest.from("10.1.1.1")
                    .header(FORWARDED, "for=\"a client's, with no end")
                    .header(FORWARDED, "for=198.51.100.7, for=10.3.3.3")
                    .header(FORWARDED, "")
                    .header(FORWARDED, "for=10.2.2.2")))
        .isEqualTo("198.51.100.7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.7", "192.0.2.8", "2001:db8::7", "fe00::1", "nobody"})
  void headersOfWhoIsNotTrustedAreNotLookedAt(String remote) {
    StubRequest request =
        StubRequest.from(remote).header(OLDER, "6.6.6.6").header(FORWARDED, "for=6.6.6.6");
    assertThat(client(request)).isNotEqualTo("6.6.6.6");
    assertThat(request.asked).containsExactly("getRemoteAddr");
  }

  @Test
  void withNobodyTrustedTheConnectionsOwnCounts() {
    StubRequest request = StubRequest.from("10.1.1.1").header(OLDER, "6.6.6.6");
    assertThat(new ClientAddress(TrustedProxies.of(List.of())).of(request.request()))
        .hasToString("/10.1.1.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "for=198.51.100.7               | 198.51.100.7            | 198.51.100.7",
        "for=198.51.100.7, for=10.2.2.2 | 6.6.6.6, 198.51.100.7   | 198.51.100.7",
        "for=6.6.6.6                    | 198.51.100.7            | -",
        "for=198.51.100.7               | 6.6.6.6                 | -",
        "for=unknown                    | 198.51.100.7            | -",
        "for=198.51.100.7               | unknown                 | -",
        "nonsense                       | nonsense                | -",
        "for=10.1.1.1                   | 198.51.100.7            | -",
        "''                             | 198.51.100.7            | 198.51.100.7",
        "for=198.51.100.7               | ' '                     | 198.51.100.7"
      })
  void bothHeadersMustLeadToTheSame(String forwarded, String older, String client) {
    StubRequest request =
        StubRequest.from("10.1.1.1").header(FORWARDED, forwarded).header(OLDER, older);
    assertThat(client(request)).isEqualTo(client);
  }

  @Test
  void goesNoFurtherThanSoManyHops() {
    String proxies = ", 10.2.2.2".repeat(ClientAddress.MOST_HOPS - 1);
    assertThat(client(StubRequest.from("10.1.1.1").header(OLDER, "198.51.100.7" + proxies)))
        .isEqualTo("198.51.100.7");
    assertThat(
            client(StubRequest.from("10.1.1.1").header(OLDER, "198.51.100.7, 10.3.3.3" + proxies)))
        .isNull();
    assertThat(
            client(
                StubRequest.from("10.1.1.1")
                    .header(OLDER, "6.6.6.6, ".repeat(200) + "198.51.100.7")))
        .as("what is not read does not count")
        .isEqualTo("198.51.100.7");
  }

  @ParameterizedTest
  @ValueSource(strings = {FORWARDED, OLDER})
  void readsNoMoreThanAFewKilobytes(String name) {
    String line = name.equals(FORWARDED) ? "for=198.51.100.7" : "198.51.100.7";
    assertThat(
            client(StubRequest.from("10.1.1.1").header(name, " ".repeat(2_000)).header(name, line)))
        .isEqualTo("198.51.100.7");
    assertThat(
            client(StubRequest.from("10.1.1.1").header(name, " ".repeat(5_000)).header(name, line)))
        .isNull();
    StubRequest many = StubRequest.from("10.1.1.1");
    for (int i = 0; i < 100_000; i++) {
      many.header(name, "");
    }
    assertThat(client(many.header(name, line))).isNull();
  }

  /** Whatever a client sends, and however proxies add to it: it is never taken for another. */
  @ParameterizedTest
  @ValueSource(strings = {FORWARDED, OLDER})
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void noClientIsTakenForAnother(String own) {
    Random random = new Random(8);
    String[] words = {
      "for=", "6.6.6.6", "\"", "\\", ",", ", ", ";", "=", "10.2.2.2", "[::6]", "unknown", ":80", "x"
    };
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      StubRequest request = StubRequest.from("10.1.1.1");
      String first = own.equals(FORWARDED) ? "for=198.51.100.7" : "198.51.100.7";
      String next = own.equals(FORWARDED) ? "for=\"10.3.3.3:80\"" : "10.3.3.3:80";
      String other = own.equals(FORWARDED) ? OLDER : FORWARDED;
      String begun = Texts.random(random, words, 8);
      switch (random.nextInt(3)) {
        case 0 -> request.header(own, begun + ", " + first + ", " + next);
        case 1 -> request.header(own, begun + "," + first).header(own, next);
        default -> request.header(own, begun).header(own, first).header(own, next);
      }
      if (random.nextInt(4) == 0) {
        request.header(other, Texts.random(random, words, 8));
      }
      String client = client(request);
      assertThat(client).as("after %s", begun).isIn("198.51.100.7", null);
      found += client == null ? 0 : 1;
    }
    assertThat(found).isGreaterThan(5_000);
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void readsAnythingWithoutHarm() {
    Random random = new Random(9);
    String letters = "0123456789.:[]%_,;=\"\\ fFoOrRaAbB\t\n\u0000\u00e9\ud83d";
    for (int i = 0; i < 5_000; i++) {
      StubRequest request = StubRequest.from("10.1.1.1");
      for (int j = random.nextInt(4); j >= 0; j--) {
        request.header(random.nextBoolean() ? OLDER : FORWARDED, Texts.random(random, letters, 60));
      }
      client(request);
    }
    for (String part : new String[] {",", "\"", "\\", ";", "=", "for=", "[", ":", "10.2.2.2,"}) {
      for (String name : new String[] {OLDER, FORWARDED}) {
        String line = part.repeat(4_096 / part.length());
        for (int i = 0; i < 100; i++) {
          client(StubRequest.from("10.1.1.1").header(name, line));
        }
        client(StubRequest.from("10.1.1.1").header(name, part.repeat(1_000_000)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "10.0.0", "10.0.0.0/33", "10.0.0.1/8", "", "fe80::1%eth0", "a/b"})
  void refusesToTrustWhatIsNoAddress(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionTokenFilter.builder().clientAddress("10.0.0.0/8", text))
        .withMessageStartingWith("trustedProxies=" + text + " has ");
  }
}
