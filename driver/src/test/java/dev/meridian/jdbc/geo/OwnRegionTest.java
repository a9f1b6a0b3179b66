package dev.meridian.jdbc.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.api.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnRegionTest {

  /** In the order that is documented. */
  private static final List<String> VARIABLES =
      List.of(
          "MERIDIAN_REGION=mine",
          "FLY_REGION=ams",
          "RAILWAY_REPLICA_REGION=us-west2",
          "KOYEB_REGION=fra",
          "VERCEL_REGION=iad1",
          "REGION_NAME=West Europe",
          "AWS_REGION=eu-west-1",
          "AWS_DEFAULT_REGION=us-east-1",
          "GOOGLE_CLOUD_REGION=europe-west4");

  private static FoundRegion find(
      Map<Setting, String> settings, Map<String, String> environment, String... addresses)
      throws SQLException {
    return Geography.of(
            Settings.of(settings, false),
            environment::get,
            () -> Arrays.stream(addresses).map(OwnRegionTest::address).toList())
        .own();
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static FoundRegion byVariable(String name, String region) {
    return new FoundRegion(region, RegionSource.ENVIRONMENT, name);
  }

  @Test
  void eachVariableHasPrecedenceOverThoseBehindIt() throws SQLException {
    List<String> expected =
        List.of(
            "mine",
            "ams",
            "us-west2",
            "fra",
            "iad1",
            "westeurope",
            "eu-west-1",
            "us-east-1",
            "europe-west4");
    Map<String, String> environment = new HashMap<>(Map.of("WEBSITE_SITE_NAME", "shop"));
    for (int i = VARIABLES.size() - 1; i >= 0; i--) {
      String[] variable = VARIABLES.get(i).split("=", 2);
      environment.put(variable[0], variable[1]);
      assertThat(find(Map.of(), environment)).isEqualTo(byVariable(variable[0], expected.get(i)));
      assertThat(find(Map.of(Setting.REGION, "stated"), environment))
          .isEqualTo(FoundRegion.stated("stated"));
    }
    assertThat(VARIABLES).hasSameSizeAs(RegionVariable.values());
  }

  @ParameterizedTest
  @CsvSource({
    "REGION_NAME, West Europe, westeurope",
    "REGION_NAME, westeurope, westeurope",
    "REGION_NAME, East US 2, eastus2",
    "REGION_NAME, Germany West Central, germanywestcentral",
    "AWS_REGION, ' us-gov-west-1 ', us-gov-west-1",
    "AWS_REGION, eusc-de-east-1, eusc-de-east-1",
    "RAILWAY_REPLICA_REGION, europe-west4-drams3a, europe-west4-drams3a",
    "MERIDIAN_REGION, Rack 7 (cellar), Rack 7 (cellar)"
  })
  void readsWhatPlatformsWrite(String variable, String value, String region) throws SQLException {
    assertThat(find(Map.of(), Map.of(variable, value, "WEBSITE_SITE_NAME", "shop")))
        .isEqualTo(byVariable(variable, region));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_REGION=auto",
        "AWS_REGION=",
        "AWS_REGION= ",
        "AWS_REGION=EU (Ireland)",
        "AWS_DEFAULT_REGION=weur",
        "AWS_REGION=eu-west-1,us-east-1",
        "FLY_REGION=amsterdam",
        "FLY_REGION=AMS",
        "KOYEB_REGION=eu",
        "VERCEL_REGION=dev1",
        "VERCEL_REGION=iad",
        "GOOGLE_CLOUD_REGION=global",
        "GOOGLE_CLOUD_REGION=us",
        "REGION_NAME=North Europe (Stage)",
        "RAILWAY_REPLICA_REGION=us",
        "MERIDIAN_REGION=  ",
        "REGION=eu-west-1"
      })
  void takesNothingForARegionThatDoesNotLookLikeOne(String variable) throws SQLException {
    String[] parts = variable.split("=", 2);
    assertThat(find(Map.of(), Map.of(parts[0], parts[1], "WEBSITE_SITE_NAME", "shop")))
        .isEqualTo(FoundRegion.UNKNOWN);
  }

  @Test
  void believesRegionNameOfAzureAlone() throws SQLException {
    assertThat(find(Map.of(), Map.of("REGION_NAME", "westeurope"))).isEqualTo(FoundRegion.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a\u0001b", "a\nb"})
  void refusesARegionOfItsOwnThatCanBeNone(String value) {
    assertThatThrownBy(() -> find(Map.of(), Map.of("MERIDIAN_REGION", value)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("MERIDIAN_REGION")
        .extracting(failure -> ((SQLException) failure).getSQLState())
        .isEqualTo("22023");
  }

  @Test
  void findsTheNetworkOfAnyOfItsAddresses() throws SQLException {
    Map<Setting, String> settings =
        Map.of(Setting.NETWORKS, "10.0.0.0/8:home,10.1.0.0/16:eu-west-1,fd00:1::/48:us-east-1");
    assertThat(find(settings, Map.of(), "192.168.1.1", "10.1.2.3"))
        .isEqualTo(new FoundRegion("eu-west-1", RegionSource.NETWORK, "10.1.0.0/16:eu-west-1"));
    assertThat(find(settings, Map.of(), "10.2.2.3").region()).isEqualTo("home");
    assertThat(find(settings, Map.of(), "10.1.2.3", "fd00:1::7").region()).isEqualTo("us-east-1");
    assertThat(find(settings, Map.of(), "172.16.0.1")).isEqualTo(FoundRegion.UNKNOWN);
    assertThat(find(settings, Map.of())).isEqualTo(FoundRegion.UNKNOWN);
    assertThat(find(settings, Map.of("FLY_REGION", "ams"), "10.1.2.3").region()).isEqualTo("ams");
  }

  @Test
  void asksForItsAddressesOnlyIfThereAreNetworks() throws SQLException {
    List<String> asked = new ArrayList<>();
    Geography.of(
        Settings.of(Map.of(), false),
        name -> null,
        () -> {
          asked.add("addresses");
          return List.of();
        });
    assertThat(asked).isEmpty();
  }

  @Test
  void findsItsPublicAddressInTheDatabase(@TempDir Path directory)
      throws SQLException, IOException {
    Path path =
        Files.write(
            directory.resolve("city"),
            new MmdbWriter("Test-City", 6, 24)
                .add("1.2.3.0/24", MmdbWriter.city("IE", 53.3, -6.3))
                .toBytes());
    Map<Setting, String> settings =
        Map.of(
            Setting.GEOIP_DATABASE, path.toString(),
            Setting.CLIENT_ADDRESS, "1.2.3.4",
            Setting.NETWORKS, "10.0.0.0/8:home");
    assertThat(find(settings, Map.of()))
        .isEqualTo(new FoundRegion("eu-west-1", RegionSource.GEOIP, ""));
    assertThat(find(settings, Map.of(), "10.1.2.3").region()).isEqualTo("home");
    assertThat(find(Map.of(Setting.CLIENT_ADDRESS, "1.2.3.4"), Map.of()))
        .isEqualTo(FoundRegion.UNKNOWN);
  }

  @Test
  void thisProcessIsSomewhere() throws SQLException {
    // Whatever the environment of the build tells.
    assertThat(Geography.of(Settings.of(Map.of(Setting.NETWORKS, "0.0.0.0/0:here"), false)).own())
        .isNotNull();
  }
}
