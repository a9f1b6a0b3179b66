package dev.meridian.jdbc.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedHeaderTest {

  private static final String[] WORDS = {
    "for=", "For=", "6.6.6.6", "\"", "\"", "\\", ",", ";", "=", " ", "by=", "x", "[::6]", "unknown"
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "for=192.0.2.43                                  | 192.0.2.43",
        "For=192.0.2.43                                  | 192.0.2.43",
        "FOR=192.0.2.43                                  | 192.0.2.43",
        "for=\"192.0.2.43\"                              | 192.0.2.43",
        "for=\"_gazonk\"                                 | _gazonk",
        "For=\"[2001:db8:cafe::17]:4711\"                | [2001:db8:cafe::17]:4711",
        "for=192.0.2.43:47011                            | 192.0.2.43:47011",
        "for=[2001:db8::1]:4711                          | [2001:db8::1]:4711",
        "for=192.0.2.60;proto=http;by=203.0.113.43       | 192.0.2.60",
        "proto=http;by=203.0.113.43; for=192.0.2.60      | 192.0.2.60",
        "for=192.0.2.43, for=198.51.100.17               | 192.0.2.43 198.51.100.17",
        "for=192.0.2.43,for=198.51.100.17;by=203.0.113.60;proto=http;host=example.com"
            + " | 192.0.2.43 198.51.100.17",
        "for=192.0.2.43 , for=unknown                    | 192.0.2.43 unknown",
        "host=\"a,b;for=6.6.6.6\";for=192.0.2.43         | 192.0.2.43",
        "for=\"\\1.2\\.3.4\"                             | 1.2.3.4",
        "host=\"\\\"\";for=1.2.3.4                       | 1.2.3.4",
        ";for=1.2.3.4;                                   | 1.2.3.4",
        "proto=https                                     | unknown",
        "for=1.2.3.4;for=5.6.7.8                         | unknown",
        "for=1.2.3.4;FOR=1.2.3.4                         | unknown",
        "for=1.2.3.4;for=5.6.7.8;for=9.9.9.9             | unknown",
        "for=1.2.3.4,,for=5.6.7.8                        | 1.2.3.4 unknown 5.6.7.8",
        "for=1.2.3.4,                                    | 1.2.3.4 unknown",
        "1.2.3.4                                         | unknown",
        "forx=1.2.3.4                                    | unknown"
      })
  void readsWhatEachElementIsFor(String line, String hops) {
    assertThat(ForwardedHeader.hops(line)).containsExactly(hops.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=\"1.2.3.4",
        "for=\"1.2.3.4\\\"",
        "for=\"1.2.3.4\"x",
        "for=\"1.2.3.4\" x;by=y",
        "for=x\"1.2.3.4\"",
        "\"for\"=1.2.3.4",
        "\"",
        "\"\"",
        "for= \"1.2.3.4\"",
        "for=\"1.2\"\".3.4\"",
        "for=\"6.6.6.6, for=1.2.3.4",
        "for=\"6.6.6.6, for=\"[2001:db8::1]:80\"",
        "for=6.6.6.6;x=\", for=1.2.3.4;host=\"a\\\"b\"",
        "for=6.6.6.6;x=\"\\, for=\"1.2.3.4\""
      })
  void saysNothingWhereItCanNotBeToldWhatIsQuoted(String line) {
    assertThat(ForwardedHeader.hops(line)).containsExactly("unknown");
  }

  @Test
  void readsWhatIsWrittenHoweverItIsWritten() {
    Random random = new Random(6);
    for (int i = 0; i < 5_000; i++) {
      List<String> hops = new ArrayList<>();
      List<String> elements = new ArrayList<>();
      for (int j = random.nextInt(8); j >= 0; j--) {
        String hop = Texts.random(random, "0123456789.:[]_ab,;=\"\\ ", 20);
        hops.add(hop);
        elements.add(
            (random.nextBoolean() ? "proto=http;" : "")
                + (random.nextBoolean() ? "for=" : "For=")
                + quoted(hop)
                + (random.nextBoolean() ? ";host=" + quoted("a\", for=6.6.6.6") : ""));
      }
      String line = String.join(random.nextBoolean() ? ", " : ",", elements);
      assertThat(ForwardedHeader.hops(line)).as(line).isEqualTo(hops);
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Whatever a client has begun, a proxy that adds to the same line is not overheard. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void noBeginningChangesWhatAProxyHasAdded() {
    Random random = new Random(7);
    String[] added = {
      "for=192.0.2.1",
      "for=\"192.0.2.1\"",
      "for=\"192.0.2.1\";host=\"a\\\"b\\\\\"",
      "by=\"[2001:db8::7]:80\";for=192.0.2.1;proto=https",
      "host=" + quoted(";x=\",for=6.6.6.6;y=") + ";for=192.0.2.1"
    };
    int kept = 0;
    for (int i = 0; i < 50_000; i++) {
      String begun = Texts.random(random, WORDS, 12);
      String line = begun + ", " + added[random.nextInt(added.length)];
      List<String> hops = ForwardedHeader.hops(line);
      String last = hops.get(hops.size() - 1);
      if (last.equals("192.0.2.1")) {
        kept++;
      } else {
        assertThat(hops).as(line).containsExactly("unknown");
      }
    }
    assertThat(kept).isBetween(5_000, 45_000);
  }
}
