package dev.meridian.bench;

import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.geo.FoundRegion;
import dev.meridian.jdbc.geo.Geography;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What is asked of a GeoIP2 database for a client's address: MaxMind's own test database where it
 * lies beside the repository, or else none, and then the figures are of that.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GeographyBenchmark {

  private static final Path DATABASE = Path.of("../../shared/data/geoip/GeoIP2-City-Test.mmdb");
  private static final int ADDRESSES = 1 << 16;

  private final Geography geography = geography();
  private final InetAddress ipv4 = address("214.0.0.1");
  private final InetAddress ipv6 = address("2a02:d180::1");
  private final InetAddress[] many = new InetAddress[ADDRESSES];
  private int next;

  /** More addresses than are remembered. */
  @Setup
  public void makeAddresses() throws UnknownHostException {
    for (int i = 0; i < ADDRESSES; i++) {
      many[i] = InetAddress.getByAddress(new byte[] {(byte) 214, 0, (byte) (i >> 8), (byte) i});
    }
  }

  /** An address that was asked for before. */
  @Benchmark
  public FoundRegion knownIpv4() {
    return geography.regionOf(ipv4);
  }

  /** The same for IPv6. */
  @Benchmark
  public FoundRegion knownIpv6() {
    return geography.regionOf(ipv6);
  }

  /** One that is not remembered: looked up, and the nearest region sought. */
  @Benchmark
  public FoundRegion firstSight() {
    next = (next + 1) % ADDRESSES;
    return geography.regionOf(many[next]);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Geography geography() {
    try {
      return Geography.of(
          Settings.of(
              Files.exists(DATABASE)
                  ? Map.of(Setting.GEOIP_DATABASE, DATABASE.toRealPath().toString())
                  : Map.of(),
              false));
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
