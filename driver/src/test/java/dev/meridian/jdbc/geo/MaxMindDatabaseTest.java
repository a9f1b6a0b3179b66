package dev.meridian.jdbc.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meridian.jdbc.api.Coordinates;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxMindDatabaseTest {

  private static final Path MAXMINDS_OWN = Path.of("../../shared/data/geoip/GeoIP2-City-Test.mmdb");

  private final Path directory;

  MaxMindDatabaseTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private GeoDatabase open(MmdbWriter writer) throws IOException, BrokenDatabase {
    Path path = Files.write(directory.resolve("test.mmdb"), writer.toBytes());
    return MaxMindDatabase.open(path);
  }

  @ParameterizedTest
  @CsvSource({"6, 24", "6, 28", "6, 32", "4, 24", "4, 28", "4, 32"})
  void findsEachAddressInItsNetwork(int ipVersion, int recordSize) throws Exception {
    Random random = new Random(recordSize);
    MmdbWriter writer = new MmdbWriter("Test-City", ipVersion, recordSize);
    Map<String, Coordinates> places = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      String first = (1 + random.nextInt(223)) + "." + random.nextInt(256) + "." + i % 256;
      if (places.putIfAbsent(first, new Coordinates(i % 90, i % 180)) == null) {
        writer.add(first + ".0/24", MmdbWriter.city("DE", i % 90, i % 180));
      }
    }
    GeoDatabase database = open(writer);
    assertThat(database.describe()).startsWith("Test-City of 2026-");
    for (int i = 0; i < 20_000; i++) {
      String first =
          i % 2 == 0
              ? places.keySet().toArray(String[]::new)[random.nextInt(places.size())]
              : random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
      InetAddress address = InetAddress.getByName(first + "." + random.nextInt(256));
      Coordinates place = places.get(first);
      assertThat(database.lookUp(address))
          .isEqualTo(place == null ? GeoAnswer.NOTHING : new GeoAnswer(place, "DE"));
    }
  }

  @Test
  void findsIpv6AndIpv4InOneTree() throws Exception {
    GeoDatabase database =
        open(
            new MmdbWriter("Test-City", 6, 28)
                .add("1.2.3.0/24", MmdbWriter.city("AU", -33.9, 151.2))
                .add("2001:218::/32", MmdbWriter.city("JP", 35.7, 139.8)));
    assertThat(database.lookUp(InetAddress.getByName("1.2.3.4")).country()).isEqualTo("AU");
    assertThat(database.lookUp(InetAddress.getByName("::ffff:1.2.3.4")).country()).isEqualTo("AU");
    assertThat(database.lookUp(InetAddress.getByName("2001:218::1")).coordinates())
        .isEqualTo(new Coordinates(35.7, 139.8));
    assertThat(database.lookUp(InetAddress.getByName("2001:219::1"))).isEqualTo(GeoAnswer.NOTHING);
  }

  @Test
  void anIpv6AddressIsNotLookedUpByItsFirstBitsWhereThereIsIpv4Alone() throws Exception {
    GeoDatabase database =
        open(new MmdbWriter("Test-City", 4, 24).add("32.1.0.0/16", MmdbWriter.city("US", 39, -77)));
    assertThat(database.lookUp(InetAddress.getByName("32.1.2.3")).country()).isEqualTo("US");
    assertThat(database.lookUp(InetAddress.getByName("2001:218::1"))).isEqualTo(GeoAnswer.NOTHING);
  }

  @Test
  void readsACountryDatabase() throws Exception {
    GeoDatabase database =
        open(new MmdbWriter("Test-Country", 6, 24).add("1.0.0.0/8", MmdbWriter.country("IE")));
    assertThat(database.lookUp(InetAddress.getByName("1.2.3.4")))
        .isEqualTo(new GeoAnswer(null, "IE"));
  }

  @Test
  void anEntryOfAnotherKindTellsNothing() throws Exception {
    GeoDatabase database =
        open(
            new MmdbWriter("Test-ASN", 6, 24)
                .add("1.0.0.0/8", Map.of("autonomous_system_number", 1L))
                .add("2.0.0.0/8", Map.of("country", "DE", "location", "Berlin"))
                .add("3.0.0.0/8", Map.of("location", Map.of("latitude", "52", "longitude", 13.0))));
    for (String address : new String[] {"1.2.3.4", "2.2.3.4", "3.2.3.4"}) {
      assertThat(database.lookUp(InetAddress.getByName(address))).isEqualTo(GeoAnswer.NOTHING);
    }
  }

  /** The answers as the file's README has them. */
  @ParameterizedTest
  @CsvSource({
    "214.0.0.1, SG, 1.336, 103.7716",
    "214.0.1.1, AU, -37.8159, 144.9669",
    "2001:218::1, JP, 35.68536, 139.75309",
    "2a02:d180::1, DE, 51.5, 10.5",
    "2a02:d3c0::1, GB, 54.75844, -2.69531"
  })
  void readsMaxMindsOwnTestDatabase(
      String address, String country, double latitude, double longitude) throws Exception {
    assumeTrue(Files.exists(MAXMINDS_OWN), "not there: " + MAXMINDS_OWN);
    assertThat(MaxMindDatabase.open(MAXMINDS_OWN).lookUp(InetAddress.getByName(address)))
        .isEqualTo(new GeoAnswer(new Coordinates(latitude, longitude), country));
  }
}
