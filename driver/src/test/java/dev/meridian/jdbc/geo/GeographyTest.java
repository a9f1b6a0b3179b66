package dev.meridian.jdbc.geo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Coordinates;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.api.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeographyTest {

  private static Geography geography(Map<Setting, String> settings) throws SQLException {
    return Geography.of(Settings.of(settings, false), name -> null, List::of);
  }

  /** The path of a database that knows one network. */
  private static String tokyo(Path directory) throws IOException {
    byte[] bytes =
        new MmdbWriter("Test-City", 6, 24)
            .add("1.2.3.0/24", MmdbWriter.city("JP", 35.7, 139.8))
            .toBytes();
    return Files.write(directory.resolve("city"), bytes).toString();
  }

  @Test
  void aNodeIsWhereTheFirstOfThreeSaysThatItIs(@TempDir Path directory) throws Exception {
    Geography geography =
        geography(
            Map.of(Setting.GEOIP_DATABASE, tokyo(directory), Setting.NETWORKS, "10.1.0.0/16:home"));
    InetAddress near = InetAddress.getByName("10.1.2.3");
    InetAddress far = InetAddress.getByName("1.2.3.4");
    String amazon = "shop.abc.eu-west-1.rds.amazonaws.com";
    assertThat(geography.regionOf(amazon, near).toString())
        .isEqualTo("eu-west-1 (host name *.REGION.rds.amazonaws.com)");
    assertThat(geography.regionOf(amazon, null).region()).isEqualTo("eu-west-1");
    assertThat(geography.regionOf("db", near).toString())
        .isEqualTo("home (network 10.1.0.0/16:home)");
    assertThat(geography.regionOf("db", far).toString()).isEqualTo("ap-northeast-1 (geoip)");
    assertThat(geography.regionOf("db", null)).isEqualTo(FoundRegion.UNKNOWN);
    assertThat(geography.regionOf("db", InetAddress.getLoopbackAddress()).toString())
        .isEqualTo("unknown");
    assertThat(geography.regionOf(far).region()).isEqualTo("ap-northeast-1");
    assertThat(geography.regionOf(near).region()).isEqualTo("home");
  }

  @Test
  void namesTheNodesOwnRegionOfSeveralInACity(@TempDir Path directory) throws Exception {
    Map<Setting, String> settings =
        Map.of(
            Setting.GEOIP_DATABASE, tokyo(directory), Setting.NODE_REGIONS, "us-east1,japaneast");
    assertThat(geography(settings).regionOf(InetAddress.getByName("1.2.3.4")).region())
        .isEqualTo("japaneast");
  }

  /** Round trips of the clouds' own networks, in ms, as they are commonly measured. */
  @ParameterizedTest
  @CsvSource({
    "us-east-1, eu-west-1, 67",
    "us-east-1, us-west-2, 60",
    "eu-central-1, ap-southeast-1, 158",
    "us-west-2, ap-northeast-1, 97",
    "eu-west-1, eu-west-2, 10",
    "sa-east-1, us-east-1, 113",
    "ap-southeast-2, us-west-2, 139",
    "westeurope, northeurope, 17",
    "ams, fra, 7"
  })
  void realNetworksAreSlowerThanLight(String one, String other, long millis) throws SQLException {
    Geography geography = geography(Map.of());
    long least = geography.minimumRoundTripNanos(one, other);
    assertThat(least).isBetween(millis * 300_000, millis * 1_000_000);
    assertThat(geography.minimumRoundTripNanos(other, one)).isEqualTo(least);
    assertThat(geography.isTooFast(one, other, millis * 1_000_000)).isFalse();
  }

  @Test
  void aLabelIsWrongWhereARoundTripIsFasterThanLight() throws SQLException {
    Geography geography = geography(Map.of(Setting.REGION_COORDINATES, "home:52.52/13.40"));
    assertThat(geography.isTooFast("us-east-1", "eu-west-1", 1_000_000)).isTrue();
    assertThat(geography.isTooFast("us-east-1", "eu-west-1", 49_000_000)).isTrue();
    // The cities are 53.7 ms apart, and may be 300 km nearer.
    assertThat(geography.minimumRoundTripNanos("us-east-1", "eu-west-1"))
        .isBetween(53_000_000L, 54_500_000L);
    assertThat(geography.isTooFast("us-east-1", "eu-west-1", 51_500_000)).isFalse();
    assertThat(geography.isTooFast("home", "ap-southeast-2", 5_000_000)).isTrue();
    assertThat(geography.isTooFast("home", "europe-west10", 100_000)).isFalse();
    assertThat(geography.isTooFast("us-east-1", "us-east-1", 0)).isFalse();
    assertThat(geography.isTooFast("us-east-1", "nowhere", 0)).isFalse();
    assertThat(geography.minimumRoundTripNanos("nowhere", "us-east-1")).isZero();
  }

  @Test
  void knowsWhereRegionsAre() throws SQLException {
    Geography geography = geography(Map.of(Setting.REGION_COORDINATES, "home:52.52/13.40"));
    assertThat(geography.coordinates("home")).isEqualTo(new Coordinates(52.52, 13.4));
    assertThat(geography.coordinates("eu-west-1")).isEqualTo(new Coordinates(53.35, -6.26));
    assertThat(geography.coordinates("nowhere")).isNull();
  }
}
