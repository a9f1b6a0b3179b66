package dev.meridian.jdbc.geo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Coordinates;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostFormTest {

  private static final RegionTable KNOWN = new RegionTable(Map.of(), Set.of());

  @ParameterizedTest
  @CsvSource({
    "shop.abc123.eu-west-1.rds.amazonaws.com, eu-west-1",
    "shop.cluster-abc123.us-gov-west-1.rds.amazonaws.com, us-gov-west-1",
    "shop.cluster-ro-abc123.ap-southeast-7.rds.amazonaws.com, ap-southeast-7",
    "shop.proxy-abc123.xx-nowhere-9.rds.amazonaws.com, xx-nowhere-9",
    "shop.abc123.cn-north-1.rds.amazonaws.com.cn, cn-north-1",
    "shop.abc123.rds.cn-northwest-1.amazonaws.com.cn, cn-northwest-1",
    "shop.abc123.rds.us-gov-east-1.amazonaws.com, us-gov-east-1",
    "SHOP.ABC123.EU-WEST-1.RDS.AMAZONAWS.COM., eu-west-1",
    "ec2-203-0-113-7.eu-central-1.compute.amazonaws.com, eu-central-1",
    "ec2-203-0-113-7.cn-north-1.compute.amazonaws.com.cn, cn-north-1",
    "ec2-203-0-113-7.compute-1.amazonaws.com, us-east-1",
    "ip-10-1-2-3.sa-east-1.compute.internal, sa-east-1",
    "ip-10-1-2-3.ec2.internal, us-east-1",
    "db-0123456789abcdef.elb.eu-west-1.amazonaws.com, eu-west-1",
    "db-1234567890.us-east-2.elb.amazonaws.com, us-east-2",
    "vpce-1234-abcd.vpce-svc-1234.us-east-1.vpce.amazonaws.com, us-east-1",
    "db.westeurope.cloudapp.azure.com, westeurope",
    "db.eastus2.cloudapp.azure.com, eastus2",
    "717f434e8cc7.g9nierdwkxom.us-central1.sql.goog., us-central1",
    "db.europe-west10-b.c.shop-1.internal, europe-west10",
    "db.us-east4-a.c.shop.example.com.internal, us-east4",
    "ams.shop-db.internal, ams",
    "ep-cool-1234.eu-central-1.aws.neon.tech, eu-central-1",
    "ep-cool-1234-pooler.c-4.us-east-2.aws.neon.tech, us-east-2",
    "ep-cool-1234.eastus2.azure.neon.tech, eastus2",
    "ep-cool-1234-pooler.gwc.azure.neon.tech, germanywestcentral",
    "aws-0-eu-west-1.pooler.supabase.com, eu-west-1",
    "aws-1-ap-south-1.pooler.supabase.com, ap-south-1",
    "dpg-abc123-a.frankfurt-postgres.render.com, frankfurt",
    "dpg-abc123-a.oregon-postgres.render.com, oregon"
  })
  void readsTheRegionOutOfAName(String host, String region) {
    FoundRegion found = HostForm.read(host, KNOWN);
    assertThat(found.region()).isEqualTo(region);
    assertThat(found.source()).isEqualTo(RegionSource.HOST_NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "localhost",
        "db-eu",
        "10.1.2.3",
        "2001:db8::7",
        "eu-west-1",
        "eu-west-1.rds.amazonaws.com",
        ".eu-west-1.rds.amazonaws.com",
        "shop.abc.eu-west-1.rds.amazonaws.com.example.com",
        "shop.abc.eu-west-1.rds.amazonaws.org",
        "shop.abc.eu_west_1.rds.amazonaws.com",
        "shop.abc.euwest1.rds.amazonaws.com",
        "shop.eu-west-1-rds.amazonaws.com",
        "shop.postgres.database.azure.com",
        "shop.global.sql-psa.goog",
        "shop.global.sql.goog",
        "dev.shop.internal",
        "abc.shop.internal",
        "shop.internal",
        "ams.a.shop.internal",
        "ams.shop.flycast",
        "p.abc.db.postgresbridge.com",
        "pg-1.aivencloud.com",
        "db.abcdef.supabase.co",
        "dpg-abc-a",
        "dpg.nowhere-postgres.render.com",
        "abc.tsdb.cloud.timescale.com",
        "db-do-user-1.db.ondigitalocean.com"
      })
  void believesNothingElse(String host) {
    assertThat(HostForm.read(host, KNOWN)).isEqualTo(FoundRegion.UNKNOWN);
  }

  static List<Arguments> everyRegionOfAmazon() {
    List<Arguments> cases = new ArrayList<>();
    for (Region region : CloudRegions.all()) {
      if (region.name().matches(RegionForm.AWS)) {
        for (HostForm form : EnumSet.allOf(HostForm.class)) {
          if (form.name().matches("(AMAZON|SUPABASE|NEON_AWS).*")
              && form.form().contains("REGION")) {
            cases.add(Arguments.of(form, region.name()));
          }
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("everyRegionOfAmazon")
  void readsEveryRegionInEveryFormOfAmazon(HostForm form, String region) {
    String host =
        form.form()
            .replace("*", "db.abc")
            .replace("REGION", region)
            .replace("-N-", "-0-")
            .replace("[.cn]", "");
    assertThat(HostForm.read(host, KNOWN))
        .isEqualTo(new FoundRegion(region, RegionSource.HOST_NAME, form.form()));
  }

  @Test
  void readsEveryRegionOfAzureGoogleAndFly() {
    for (Region region : CloudRegions.all()) {
      String name = region.name();
      List<String> hosts = new ArrayList<>();
      if (name.matches(RegionForm.GOOGLE)) {
        hosts.add("a.b." + name + ".sql.goog");
        hosts.add("db." + name + "-c.c.shop.internal");
      } else if (name.matches("[a-z]{3}")) {
        hosts.add(name + ".shop.internal");
      } else if (name.matches(RegionForm.AZURE)) {
        hosts.add("db." + name + ".cloudapp.azure.com");
      }
      for (String host : hosts) {
        assertThat(HostForm.read(host, KNOWN).region()).as(host).isEqualTo(name);
        assertThat(HostForm.read(host.toUpperCase(Locale.ROOT) + ".", KNOWN).region())
            .isEqualTo(name);
      }
    }
  }

  @Test
  void believesARegionOfFlyThatIsStated() {
    RegionTable more = new RegionTable(Map.of("xyz", new Coordinates(1, 2)), Set.of());
    assertThat(HostForm.read("xyz.shop.internal", more).region()).isEqualTo("xyz");
  }

  @Test
  void endsSoonWhateverTheName() {
    Random random = new Random(6);
    String letters = "....--aeu1west-rds.amazonaws.com:%\u0000";
    long before = System.nanoTime();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder host = new StringBuilder();
      for (int j = random.nextInt(250); j >= 0; j--) {
        host.append(letters.charAt(random.nextInt(letters.length())));
      }
      HostForm.read(host.toString(), KNOWN);
    }
    HostForm.read("a.".repeat(5_000_000), KNOWN);
    HostForm.read("a-".repeat(120) + ".internal", KNOWN);
    assertThat(System.nanoTime() - before).isLessThan(30_000_000_000L);
  }
}
