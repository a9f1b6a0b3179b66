package dev.meridian.jdbc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that say where things are. */
class PlaceSettingsTest {

  private static Settings settings(Setting setting, String text) throws SQLException {
    return Settings.of(Map.of(setting, text), false);
  }

  @Test
  void readsNetworksOfBothFamiliesInOrder() throws Exception {
    assertThat(
            settings(
                    Setting.NETWORKS,
                    "10.1.0.0/16:eu-west-1, fd00:1::/48:us-east-1,0.0.0.0/0:x,::/0: a b ,"
                        + "::ffff:10.2.0.0/112:m,10.1.2.3/32:host")
                .networks())
        .containsExactly(
            new Network(InetAddress.getByName("10.1.0.0"), 16, "eu-west-1"),
            new Network(InetAddress.getByName("fd00:1::"), 48, "us-east-1"),
            new Network(InetAddress.getByName("0.0.0.0"), 0, "x"),
            new Network(InetAddress.getByName("::"), 0, "a b"),
            new Network(InetAddress.getByName("10.2.0.0"), 16, "m"),
            new Network(InetAddress.getByName("10.1.2.3"), 32, "host"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.1.0.0/16            | '10.1.0.0/16'",
        "10.1.0.0:eu            | '10.1.0.0:eu'",
        "10.1.0.0/16:           | empty label",
        "10.1.0.0/33:eu         | too long",
        "fd00::/129:eu          | too long",
        "10.1.0.0/999:eu        | too long",
        "10.1.0.0/-1:eu         | '10.1.0.0/-1:eu'",
        "10.1.2.0/16:eu         | behind its prefix: 10.1.2.0/16",
        "fd00::1/64:eu          | behind its prefix",
        "10.1/16:eu             | no IPv4 or IPv6 address",
        "localhost/8:eu         | 'localhost/8:eu'",
        "db.example.com/8:eu    | 'db.example.com/8:eu'",
        "ab.cd/8:eu             | no IPv4 or IPv6 address",
        "::ffff:0:0/95:eu       | mixes IPv4 and IPv6",
        "10.0.0.0/8:eu,10.0.0.0/8:us | 10.0.0.0/8 twice",
        "10.0.0.0/8:eu,         | ''",
        ",                      | ''"
      })
  void refusesNetworks(String text, String why) {
    assertRefused(Setting.NETWORKS, text, why);
  }

  @Test
  void readsCoordinates() throws SQLException {
    assertThat(
            settings(
                    Setting.REGION_COORDINATES,
                    "home-1:52.52/13.40, a b:-33.9/-70 ,pole:-90/180,c:d:0/0")
                .regionCoordinates())
        .containsExactly(
            Map.entry("home-1", new Coordinates(52.52, 13.4)),
            Map.entry("a b", new Coordinates(-33.9, -70)),
            Map.entry("pole", new Coordinates(-90, 180)),
            Map.entry("c:d", new Coordinates(0, 0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "home            | 'home'",
        "home:52.52      | 'home:52.52'",
        ":52.52/13.4     | ':52.52/13.4'",
        "home:91/0       | latitude 91.0",
        "home:-90.1/0    | latitude -90.1",
        "home:0/181      | longitude 181.0",
        "home:0/-180.5   | longitude -180.5",
        "home:NaN/0      | 'home:NaN/0'",
        "home:1e1/0      | 'home:1e1/0'",
        "home:+1/0       | 'home:+1/0'",
        "home:1./0       | 'home:1./0'",
        "a:1/1,a:2/2     | the region a twice",
        "a:1/1,          | ''"
      })
  void refusesCoordinates(String text, String why) {
    assertRefused(Setting.REGION_COORDINATES, text, why);
  }

  @Test
  void readsAnAddressAndAPath() throws Exception {
    assertThat(settings(Setting.CLIENT_ADDRESS, " 2001:db8::7 ").clientAddress())
        .isEqualTo(InetAddress.getByName("2001:db8::7"));
    assertThat(settings(Setting.GEOIP_DATABASE, "/var/lib/GeoIP/City.mmdb").geoipDatabase())
        .isEqualTo(Path.of("/var/lib/GeoIP/City.mmdb"));
    assertRefused(Setting.CLIENT_ADDRESS, "localhost", "no IPv4 or IPv6 address");
    assertRefused(Setting.GEOIP_DATABASE, "\u0000", "is no path");
  }

  @Test
  void coordinatesAreNumbersInRange() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 180.01, -181}) {
      assertThatThrownBy(() -> new Coordinates(0, bad))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Coordinates(bad, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anythingElseThanASqlExceptionNeverComesOut() {
    Random random = new Random(3);
    String letters = "10.:/,-fd :eu\n\u0000%";
    Setting[] settings = {
      Setting.NETWORKS, Setting.REGION_COORDINATES, Setting.CLIENT_ADDRESS, Setting.GEOIP_DATABASE
    };
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(25); j >= 0; j--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      for (Setting setting : settings) {
        try {
          setting.check(text.toString());
        } catch (SQLException e) {
          assertThat(e.getSQLState()).isEqualTo("22023");
        }
      }
    }
  }

  private static void assertRefused(Setting setting, String text, String why) {
    SQLException refusal = catchThrowableOfType(SQLException.class, () -> setting.check(text));
    assertThat((Throwable) refusal).as(text).isNotNull();
    assertThat(refusal.getSQLState()).isEqualTo("22023");
    assertThat(refusal.getMessage())
        .startsWith(setting.key() + "=" + text)
        .contains(why)
        .contains(setting.key() + " takes");
  }
}
