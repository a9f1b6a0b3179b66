package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Coordinates;
import dev.meridian.jdbc.api.Network;
import dev.meridian.jdbc.api.Settings;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values with slashes and colons, in the middle of a URL and percent-encoded. */
class PlacesInUrlsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "networks=10.1.0.0/16:eu,fd00:1::/48:us&regionCoordinates=home:52.52/-13.40"
            + "&geoipDatabase=/var/lib/City.mmdb&clientAddress=2001:db8::7",
        "networks=10.1.0.0%2F16%3Aeu%2Cfd00%3A1%3A%3A%2F48%3Aus"
            + "&regionCoordinates=home%3A52.52%2F-13.40&geoipDatabase=%2Fvar%2Flib%2FCity.mmdb"
            + "&clientAddress=2001%3Adb8%3A%3A7"
      })
  void areRead(String parameters) throws Exception {
    Settings settings = Urls.target("//db-us,db-eu:5433/shop?" + parameters).settings();
    assertThat(settings.networks())
        .containsExactly(
            new Network(InetAddress.getByName("10.1.0.0"), 16, "eu"),
            new Network(InetAddress.getByName("fd00:1::"), 48, "us"));
    assertThat(settings.regionCoordinates()).containsEntry("home", new Coordinates(52.52, -13.4));
    assertThat(settings.geoipDatabase()).isEqualTo(Path.of("/var/lib/City.mmdb"));
    assertThat(settings.clientAddress()).isEqualTo(InetAddress.getByName("2001:db8::7"));
  }
}
