package dev.meridian.jdbc.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are cut, damaged or meant to harm: each is refused or tells something, in time. */
class BrokenDatabasesTest {

  /** Far above what any of them takes, on a machine that does much else. */
  private static final long MOST_NANOS = 30_000_000_000L;

  private static final RegionTable REGIONS = new RegionTable(Map.of(), Set.of());

  // Kept, so that its level is. Each file is told once, and that is what GeoIpTest is about.
  private static final Logger LOG = Logger.getLogger("dev.meridian.jdbc.geo");

  private final Path directory;

  BrokenDatabasesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  static void keepTheLogQuiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void letTheLogSpeak() {
    LOG.setLevel(null);
  }

  private static MmdbWriter whole() {
    MmdbWriter writer = new MmdbWriter("Test-City", 6, 28);
    for (int i = 1; i < 60; i++) {
      writer.add(i * 3 + ".0.0.0/8", MmdbWriter.city("DE", i, i * 2));
      writer.add("2a" + String.format("%02x", i) + "::/16", MmdbWriter.city("JP", i, -i));
    }
    return writer;
  }

  /** Opens and asks as users do, and sees that nothing is thrown and the time is kept. */
  private FoundRegion ask(byte[] file) throws IOException {
    return askPath(Files.write(directory.resolve("broken.mmdb"), file));
  }

  private static FoundRegion askPath(Path path) throws IOException {
    long before = System.nanoTime();
    GeoIp geoip = new GeoIp(REGIONS, path, MaxMindDatabase::open);
    FoundRegion found = FoundRegion.UNKNOWN;
    for (String address : new String[] {"3.2.3.4", "9.9.9.9", "90.1.1.1", "2a05::1", "::1:1"}) {
      found = geoip.regionOf(InetAddress.getByName(address));
    }
    assertThat(System.nanoTime() - before).as("ns for %s", path).isLessThan(MOST_NANOS);
    return found;
  }

  private static void assertRefused(Path path, String why) {
    assertThatThrownBy(() -> MaxMindDatabase.open(path))
        .isInstanceOf(BrokenDatabase.class)
        .hasMessageContaining(why);
  }

  @Test
  void theWholeFileIsReadSoThatTheOthersMeanSomething() throws Exception {
    GeoDatabase database =
        MaxMindDatabase.open(Files.write(directory.resolve("whole"), whole().toBytes()));
    assertThat(database.lookUp(InetAddress.getByName("9.9.9.9")).country()).isEqualTo("DE");
    assertThat(database.lookUp(InetAddress.getByName("2a05::1")).country()).isEqualTo("JP");
  }

  @Test
  void cutAnywhere() throws IOException {
    byte[] whole = whole().toBytes();
    for (int length = 0; length < whole.length; length += 1 + length / 400) {
      ask(Arrays.copyOf(whole, length));
    }
    for (int length = whole.length - 300; length < whole.length; length++) {
      ask(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void cutAtTheFront() throws IOException {
    byte[] whole = whole().toBytes();
    for (int from = 1; from < whole.length; from += 1 + from / 50) {
      ask(Arrays.copyOfRange(whole, from, whole.length));
    }
  }

  @Test
  void withBitsFlipped() throws IOException {
    byte[] whole = whole().toBytes();
    Random random = new Random(7);
    for (int i = 0; i < 600; i++) {
      byte[] broken = whole.clone();
      int around = i % 3 == 0 ? broken.length - 250 : 0;
      for (int j = random.nextInt(i % 2 == 0 ? 2 : 60); j >= 0; j--) {
        int at = around + random.nextInt(broken.length - around);
        broken[at] ^= (byte) (1 << random.nextInt(8));
      }
      ask(broken);
    }
  }

  @Test
  void ofRandomBytesBeforeGoodMetadata() throws IOException {
    byte[] whole = whole().toBytes();
    Random random = new Random(8);
    for (int i = 0; i < 200; i++) {
      byte[] broken = whole.clone();
      byte[] noise = new byte[broken.length - 250];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, broken, 0, noise.length);
      ask(broken);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 16, 23, 64, 65_535})
  void ofARecordSizeThatIsNone(int size) throws IOException {
    Path path = directory.resolve("records");
    Files.write(path, whole().claim("record_size", size).toBytes());
    assertThatThrownBy(() -> MaxMindDatabase.open(path)).isInstanceOf(BrokenDatabase.class);
    askPath(path);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 10, 0x7FFF_FFFFL, 0xFFFF_FFFFL})
  void ofANodeCountThatIsWrong(long count) throws IOException {
    assertThat(ask(whole().claim("node_count", count).toBytes())).isNotNull();
  }

  @Test
  void ofMetadataOfOtherTypes() throws IOException {
    for (String key : new String[] {"node_count", "record_size", "ip_version", "database_type"}) {
      for (Object value : new Object[] {"text", 9, Map.of("a", "b"), 1.5, true, 77L}) {
        ask(whole().claim(key, value).toBytes());
      }
    }
  }

  @Test
  void emptyOrOfOneByte() throws IOException {
    Path path = directory.resolve("empty");
    assertRefused(Files.write(path, new byte[0]), "metadata marker");
    assertRefused(Files.write(path, new byte[] {7}), "metadata marker");
    assertThat(askPath(path)).isEqualTo(FoundRegion.UNKNOWN);
  }

  @Test
  void noFileAtAll() throws IOException {
    assertRefused(directory, "it is no file");
    assertRefused(directory.resolve("missing"), "it is not there");
    assertThat(askPath(directory)).isEqualTo(FoundRegion.UNKNOWN);
    assertThat(askPath(directory.resolve("missing"))).isEqualTo(FoundRegion.UNKNOWN);
  }

  @Test
  void longerThanAnyDatabase() throws IOException {
    Path path = directory.resolve("huge");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(MaxMindDatabase.MOST_BYTES + 1); // sparse
    }
    assertRefused(path, "longer than");
  }

  @Test
  void ofAPointerToItself() throws IOException {
    MmdbWriter writer = whole();
    int here = writer.raw();
    assertHostile(writer, writer.raw(0x38, 0, here >> 16, here >> 8, here));
    MmdbWriter other = new MmdbWriter("Test-City", 6, 28);
    assertHostile(other, other.raw(0x20, 0));
  }

  @Test
  void ofAListThatHoldsItself() throws IOException {
    MmdbWriter writer = new MmdbWriter("Test-City", 6, 28);
    // An array of two, each a pointer to offset 0, where the array is.
    assertHostile(writer, writer.raw(2, 4, 0x20, 0, 0x20, 0));
  }

  @Test
  void ofListsThatDoubleThirtyTimes() throws IOException {
    MmdbWriter writer = new MmdbWriter("Test-City", 6, 28);
    int last = writer.raw(0x41, 'x');
    for (int i = 0; i < 30; i++) {
      last = writer.raw(2, 4, 0x20 | (last >> 8), last & 0xFF, 0x20 | (last >> 8), last & 0xFF);
    }
    assertHostile(writer, last);
  }

  @Test
  void ofAListThatClaimsSixteenMillionEntries() throws IOException {
    MmdbWriter writer = new MmdbWriter("Test-City", 6, 28);
    assertHostile(writer, writer.raw(0x1F, 4, 0xFF, 0xFF, 0xFF));
    MmdbWriter map = new MmdbWriter("Test-City", 6, 28);
    assertHostile(map, map.raw(0xFF, 0xFF, 0xFF, 0xFF));
    MmdbWriter text = new MmdbWriter("Test-City", 6, 28);
    assertHostile(text, text.raw(0x5F, 0xFF, 0xFF, 0xFF));
  }

  @Test
  void ofListsInListsWithoutAPointer() throws IOException {
    MmdbWriter writer = new MmdbWriter("Test-City", 6, 28);
    int[] deep = new int[400_000];
    for (int i = 0; i < deep.length; i += 2) {
      deep[i] = 1;
      deep[i + 1] = 4;
    }
    assertHostile(writer, writer.raw(deep));
  }

  @Test
  void ofATreeThatLeadsBack() throws IOException {
    byte[] file = whole().toBytes();
    // Both records of the first node, of 28 bits: the node itself.
    Arrays.fill(file, 0, 7, (byte) 0);
    assertThat(ask(file)).isEqualTo(FoundRegion.UNKNOWN);
  }

  @Test
  void ofCoordinatesThatAreNowhere() throws IOException {
    for (double bad : new double[] {91, -1e300, Double.NaN, Double.NEGATIVE_INFINITY}) {
      MmdbWriter writer = new MmdbWriter("Test-City", 6, 28);
      writer.add("9.9.9.0/24", MmdbWriter.city("DE", bad, 0));
      Path path = Files.write(directory.resolve("nowhere"), writer.toBytes());
      GeoIp geoip = new GeoIp(REGIONS, path, MaxMindDatabase::open);
      assertThat(geoip.regionOf(InetAddress.getByName("9.9.9.9"))).isEqualTo(FoundRegion.UNKNOWN);
    }
  }

  /** An entry at this offset is unknown where it is looked up, and the file refused if sampled. */
  private void assertHostile(MmdbWriter writer, int offset) throws IOException {
    Path path = directory.resolve("hostile");
    writer.addRaw("9.9.9.0/24", offset);
    Files.write(path, writer.toBytes());
    long before = System.nanoTime();
    GeoIp geoip = new GeoIp(REGIONS, path, MaxMindDatabase::open);
    assertThat(geoip.regionOf(InetAddress.getByName("9.9.9.9"))).isEqualTo(FoundRegion.UNKNOWN);
    Files.write(path, writer.addRaw("8.0.0.0/8", offset).toBytes());
    assertThatThrownBy(() -> MaxMindDatabase.open(path)).isInstanceOf(BrokenDatabase.class);
    assertThat(System.nanoTime() - before).as("ns").isLessThan(MOST_NANOS);
  }
}
