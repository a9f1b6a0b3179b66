package dev.meridian.jdbc.geo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Coordinates;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudRegionsTest {

  @Test
  void everyRegionHasACountryOfTheWorldAndAPlaceOnIt() {
    assertThat(CloudRegions.all()).hasSizeGreaterThan(200);
    Set<String> countries = Set.of(Locale.getISOCountries());
    for (Region region : CloudRegions.all()) {
      assertThat(countries).as(region.name()).contains(region.country());
      assertThat(region.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
      assertThat(Math.abs(region.coordinates().latitude())).isLessThan(65);
    }
  }

  @Test
  void aNameThatTwoProvidersUseIsInOnePlace() {
    Map<String, Region> first = new HashMap<>();
    for (Region region : CloudRegions.all()) {
      Region other = first.putIfAbsent(region.name(), region);
      if (other != null) {
        assertThat(Distance.kilometres(region.coordinates(), other.coordinates()))
            .as(region.name())
            .isLessThan(100);
      }
    }
  }

  /** By airports that these cities have, to see that no line has another city's numbers. */
  @ParameterizedTest
  @CsvSource({
    "us-east-1, 38.95, -77.46",
    "us-west-2, 45.70, -119.60",
    "eu-west-1, 53.42, -6.27",
    "eu-central-1, 50.03, 8.56",
    "ap-southeast-2, -33.95, 151.18",
    "sa-east-1, -23.44, -46.47",
    "af-south-1, -33.97, 18.60",
    "ap-northeast-1, 35.55, 139.78",
    "me-south-1, 26.27, 50.63",
    "ca-central-1, 45.47, -73.74",
    "europe-west4, 53.45, 6.83",
    "us-central1, 41.30, -95.89",
    "asia-south1, 19.09, 72.87",
    "australia-southeast2, -37.67, 144.84",
    "southamerica-west1, -33.39, -70.79",
    "westeurope, 52.31, 4.76",
    "westus2, 47.21, -119.32",
    "southcentralus, 29.53, -98.47",
    "brazilsouth, -23.44, -46.47",
    "koreacentral, 37.56, 126.79",
    "uksouth, 51.47, -0.45",
    "newzealandnorth, -37.01, 174.78",
    "ams, 52.31, 4.76",
    "gru, -23.44, -46.47",
    "nrt, 35.77, 140.39",
    "ord, 41.98, -87.90",
    "jnb, -26.14, 28.25",
    "syd, -33.95, 151.18",
    "iad1, 38.95, -77.46",
    "oregon, 45.59, -122.60",
    "was, 38.95, -77.46"
  })
  void isWhereItsAirportIs(String name, double latitude, double longitude) {
    Region region =
        CloudRegions.all().stream().filter(each -> each.name().equals(name)).findFirst().get();
    assertThat(Distance.kilometres(region.coordinates(), new Coordinates(latitude, longitude)))
        .isLessThan(70);
  }
}
