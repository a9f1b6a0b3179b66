package dev.meridian.jdbc.geo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.LogOf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoIpTest {

  private static final RegionTable REGIONS = new RegionTable(Map.of(), Set.of());

  private final LogOf log = new LogOf("dev.meridian.jdbc.geo");
  private final Path directory;

  GeoIpTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void listenNoMore() {
    log.close();
  }

  private static byte[] dublin() {
    return new MmdbWriter("Dublin-City", 6, 24)
        .add("9.9.9.0/24", MmdbWriter.city("IE", 53.3, -6.3))
        .toBytes();
  }

  private static byte[] tokyo() {
    return new MmdbWriter("Tokyo-City", 6, 28)
        .add("9.9.9.0/24", MmdbWriter.city("JP", 35.7, 139.8))
        .toBytes();
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  private static String region(GeoIp geoip) throws UnknownHostException {
    return String.valueOf(geoip.regionOf(address("9.9.9.9")).region());
  }

  /** As an update does it: by a file that is moved over the old one. */
  private void replace(Path path, byte[] bytes) throws IOException {
    Path next = Files.write(directory.resolve("next"), bytes);
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aNewFileIsTakenUpAndABrokenOneIsNot() throws IOException {
    Path path = directory.resolve("city.mmdb");
    GeoIp geoip = new GeoIp(REGIONS, path, MaxMindDatabase::open);
    assertThat(region(geoip)).isEqualTo("null");
    replace(path, dublin());
    geoip.look();
    assertThat(region(geoip)).isEqualTo("eu-west-1");
    replace(path, tokyo());
    assertThat(region(geoip)).isEqualTo("eu-west-1");
    geoip.look();
    assertThat(region(geoip)).isEqualTo("ap-northeast-1");
    replace(path, Arrays.copyOf(dublin(), 100));
    geoip.look();
    geoip.look();
    assertThat(region(geoip)).isEqualTo("ap-northeast-1");
    Files.delete(path);
    geoip.look();
    geoip.look();
    assertThat(region(geoip)).isEqualTo("ap-northeast-1");
    replace(path, dublin());
    geoip.look();
    assertThat(region(geoip)).isEqualTo("eu-west-1");
    assertThat(log.lines())
        .as("one line a change")
        .hasSize(6)
        .satisfies(
            each -> {
              assertThat(each.get(0)).startsWith("WARNING geoipDatabase=" + path);
              assertThat(each.get(0)).contains("not there", "not found by it");
              assertThat(each.get(1)).startsWith("INFO").contains("Dublin-City of 2026-");
              assertThat(each.get(2)).startsWith("INFO").contains("Tokyo-City");
              assertThat(each.get(3)).startsWith("WARNING").contains("the one before stays");
              assertThat(each.get(4)).startsWith("WARNING").contains("not there");
              assertThat(each.get(5)).startsWith("INFO").contains("Dublin-City");
            });
  }

  @Test
  void aFileIsReplacedWhileItIsReadAgainAndAgain() throws Exception {
    Path path = directory.resolve("city.mmdb");
    Files.write(path, dublin());
    GeoIp geoip = new GeoIp(REGIONS, path, MaxMindDatabase::open);
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              Random random = new Random(10);
              while (!done.get()) {
                try {
                  byte[] bytes = random.nextBoolean() ? dublin() : tokyo();
                  switch (random.nextInt(3)) {
                    case 0 -> replace(path, bytes);
                    case 1 -> Files.write(path, bytes); // in place
                    default -> Files.write(path, Arrays.copyOf(bytes, random.nextInt(2_000)));
                  }
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    for (int i = 0; i < 300; i++) {
      geoip.look();
      assertThat(region(geoip)).isIn("eu-west-1", "ap-northeast-1", "null");
    }
    done.set(true);
    writer.join();
    replace(path, tokyo());
    geoip.look();
    assertThat(region(geoip)).isEqualTo("ap-northeast-1");
  }

  @FunctionalInterface
  private interface LookUp {
    GeoAnswer of(InetAddress address) throws BrokenDatabase;
  }

  private static GeoIp geoIp(Path path, LookUp answers) {
    return new GeoIp(
        REGIONS,
        path,
        file ->
            new GeoDatabase() {
              @Override
              public GeoAnswer lookUp(InetAddress address) throws BrokenDatabase {
                return answers.of(address);
              }

              @Override
              public String describe() {
                return "";
              }
            });
  }

  @Test
  void anAddressIsLookedUpOnceAndAPrivateOneNever() throws IOException {
    Path path = Files.write(directory.resolve("city.mmdb"), dublin());
    AtomicInteger lookups = new AtomicInteger();
    GeoIp geoip =
        geoIp(
            path,
            address -> {
              lookups.incrementAndGet();
              return new GeoAnswer(null, "IE");
            });
    for (int i = 0; i < 10; i++) {
      assertThat(geoip.regionOf(address("1.2.3.4")).region()).isEqualTo("eu-west-1");
      assertThat(geoip.regionOf(address("10.1.2.3"))).isEqualTo(FoundRegion.UNKNOWN);
      assertThat(geoip.regionOf(address("::1"))).isEqualTo(FoundRegion.UNKNOWN);
    }
    assertThat(lookups).hasValue(1);
  }

  @Test
  void anEntryThatCanNotBeReadIsToldOnce() throws IOException {
    Path path = Files.write(directory.resolve("city.mmdb"), dublin());
    GeoIp geoip =
        geoIp(
            path,
            address -> {
              throw new BrokenDatabase("torn");
            });
    for (int i = 1; i < 20; i++) {
      assertThat(geoip.regionOf(address("1.2.3." + i))).isEqualTo(FoundRegion.UNKNOWN);
    }
    assertThat(log.lines()).filteredOn(line -> line.contains("torn")).hasSize(1);
  }

  @Test
  void manyThreadsAskAtOnce() throws Exception {
    MmdbWriter writer = new MmdbWriter("Test-City", 6, 28);
    for (int i = 1; i < 200; i++) {
      writer.add(
          i + ".0.0.0/8",
          MmdbWriter.city("XX", i % 2 == 0 ? 53.3 : 35.7, i % 2 == 0 ? -6.3 : 139.8));
    }
    Path path = Files.write(directory.resolve("city.mmdb"), writer.toBytes());
    GeoIp geoip = new GeoIp(REGIONS, path, MaxMindDatabase::open);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      Random random = new Random(t);
      all.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  int first = 11 + random.nextInt(80);
                  byte[] bytes = {(byte) first, (byte) random.nextInt(256), 1, 1};
                  try {
                    assertThat(geoip.regionOf(InetAddress.getByAddress(bytes)).region())
                        .isEqualTo(first % 2 == 0 ? "eu-west-1" : "ap-northeast-1");
                  } catch (UnknownHostException e) {
                    throw new IllegalStateException(e);
                  }
                }
              }));
    }
    all.forEach(CompletableFuture::join);
  }
}
