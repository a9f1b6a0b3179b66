package dev.meridian.jdbc.geo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Coordinates;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegionTableTest {

  private static final Coordinates FRANKFURT = new Coordinates(50.1, 8.7);
  private static final RegionTable CLOUDS = new RegionTable(Map.of(), Set.of());

  @Test
  void whatIsStatedHasPrecedence() {
    RegionTable table =
        new RegionTable(
            Map.of("home-1", new Coordinates(52.52, 13.4), "eu-west-1", FRANKFURT), Set.of());
    assertThat(table.named("home-1")).extracting(Region::coordinates).isNotNull();
    assertThat(table.named("eu-west-1")).extracting(Region::coordinates).isEqualTo(FRANKFURT);
    assertThat(CLOUDS.named("eu-west-1"))
        .extracting(Region::coordinates)
        .isEqualTo(new Coordinates(53.35, -6.26));
    assertThat(CLOUDS.named("EU-WEST-1")).isNull();
    assertThat(CLOUDS.named("home-1")).isNull();
    assertThat(table.nearest(new Coordinates(52.5, 13.5)).name()).isEqualTo("home-1");
  }

  @Test
  void ofRegionsInOneCityTheOneInUseIsTheNearest() {
    assertThat(CLOUDS.nearest(FRANKFURT).name()).isEqualTo("eu-central-1");
    for (String used : new String[] {"europe-west3", "germanywestcentral", "fra", "frankfurt"}) {
      RegionTable table = new RegionTable(Map.of(), Set.of("eu-west-1", used, "no-such-region"));
      assertThat(table.nearest(FRANKFURT).name()).isEqualTo(used);
    }
    RegionTable far = new RegionTable(Map.of(), Set.of("eu-west-1"));
    assertThat(far.nearest(FRANKFURT).name()).isEqualTo("eu-central-1");
  }

  @Test
  void noRegionIsNearerByMoreThanACity() {
    Random random = new Random(9);
    for (int i = 0; i < 2_000; i++) {
      Coordinates place =
          new Coordinates(random.nextDouble() * 180 - 90, random.nextDouble() * 360 - 180);
      double distance = Distance.kilometres(place, CLOUDS.nearest(place).coordinates());
      for (Region region : CloudRegions.all()) {
        assertThat(Distance.kilometres(place, region.coordinates()))
            .isGreaterThanOrEqualTo(distance - 100);
      }
    }
  }

  @Test
  void aCountryTellsARegionOnlyIfItsRegionsAreInOnePlace() {
    assertThat(CLOUDS.onlyIn("IE")).extracting(Region::name).isEqualTo("eu-west-1");
    assertThat(CLOUDS.onlyIn("SG")).extracting(Region::name).isEqualTo("ap-southeast-1");
    assertThat(CLOUDS.onlyIn("DE")).isNull();
    assertThat(CLOUDS.onlyIn("US")).isNull();
    assertThat(CLOUDS.onlyIn("FJ")).isNull();
    assertThat(CLOUDS.onlyIn("")).isNull();
    RegionTable inUse = new RegionTable(Map.of(), Set.of("europe-west3", "us-east-1", "us-west-2"));
    assertThat(inUse.onlyIn("DE")).extracting(Region::name).isEqualTo("europe-west3");
    assertThat(inUse.onlyIn("US")).isNull();
  }
}
