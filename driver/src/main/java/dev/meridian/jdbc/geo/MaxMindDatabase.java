package dev.meridian.jdbc.geo;

import com.maxmind.db.Reader;
import dev.meridian.jdbc.api.Coordinates;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A database in MaxMind's format, in memory: under a file that is mapped and cut short the JVM
 * would end. It reads {@code location.latitude}, {@code location.longitude} and {@code
 * country.iso_code}, which all editions and the databases of others have in common.
 *
 * <p>The file is somebody else's: whatever is wrong with it comes out as {@link BrokenDatabase}.
 * That goes for errors, too. A list that claims to have sixteen million entries is an
 * OutOfMemoryError, and an entry that holds itself a StackOverflowError; both are over, with what
 * they took free again, when they get here.
 *
 * <p>This class alone, with {@link Fuse}, needs the library. Threadsafe.
 */
final class MaxMindDatabase implements GeoDatabase {

  /** The largest of MaxMind's is about half as long. In bytes. */
  static final long MOST_BYTES = 512L << 20;

  private static final long LONGEST_SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Reader reader;
  private final Fuse fuse;
  private final String description;
  private final boolean ipv4Alone;
  // Guards the fuse. Answers are cached: not many wait.
  private final ReentrantLock lock = new ReentrantLock();

  private MaxMindDatabase(Reader reader, Fuse fuse) {
    this.reader = reader;
    this.fuse = fuse;
    this.description =
        reader.getMetadata().databaseType()
            + " of "
            + reader.getMetadata().buildTime().atOffset(ZoneOffset.UTC).toLocalDate();
    this.ipv4Alone = reader.getMetadata().ipVersion() == 4;
  }

  /**
   * Reads the file into memory, and looks up some addresses from all over.
   *
   * @throws BrokenDatabase if that fails anywhere
   */
  static GeoDatabase open(Path path) throws BrokenDatabase {
    try {
      if (!Files.isRegularFile(path)) {
        throw new BrokenDatabase(Files.exists(path) ? "it is no file" : "it is not there");
      }
      long size = Files.size(path);
      if (size > MOST_BYTES) {
        throw new BrokenDatabase("it is longer than " + MOST_BYTES + " bytes");
      }
      Fuse fuse = new Fuse();
      fuse.renew();
      MaxMindDatabase database =
          new MaxMindDatabase(new Reader(path.toFile(), Reader.FileMode.MEMORY, fuse), fuse);
      database.sample();
      return database;
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new BrokenDatabase(e);
    }
  }

  private void sample() throws BrokenDatabase, IOException {
    long startedNanos = System.nanoTime();
    for (int i = 0; i < 256; i++) {
      lookUp(InetAddress.getByAddress(new byte[] {(byte) i, 1, 1, 1}));
      byte[] ipv6 = new byte[16];
      ipv6[0] = 0x2A;
      ipv6[1] = (byte) i;
      lookUp(InetAddress.getByAddress(ipv6));
      if (System.nanoTime() - startedNanos > LONGEST_SAMPLE_NANOS) {
        throw new BrokenDatabase("its entries take too long to read");
      }
    }
  }

  @Override
  public GeoAnswer lookUp(InetAddress address) throws BrokenDatabase {
    if (ipv4Alone && !(address instanceof Inet4Address)) {
      // The reader would walk down the tree by the first bits, and find some other address's.
      return GeoAnswer.NOTHING;
    }
    lock.lock();
    try {
      fuse.renew();
      Object entry = reader.get(address, Object.class);
      return entry instanceof Map<?, ?> fields ? answer(fields) : GeoAnswer.NOTHING;
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new BrokenDatabase(e);
    } finally {
      lock.unlock();
    }
  }

  private static GeoAnswer answer(Map<?, ?> fields) {
    Coordinates place = null;
    if (fields.get("location") instanceof Map<?, ?> location
        && location.get("latitude") instanceof Number latitude
        && location.get("longitude") instanceof Number longitude) {
      place = new Coordinates(latitude.doubleValue(), longitude.doubleValue());
    }
    return new GeoAnswer(place, country(fields));
  }

  private static @Nullable String country(Map<?, ?> fields) {
    return fields.get("country") instanceof Map<?, ?> country
            && country.get("iso_code") instanceof String code
        ? code
        : null;
  }

  @Override
  public String describe() {
    return description;
  }
}
