package dev.meridian.jdbc.geo;

import dev.meridian.jdbc.api.Coordinates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The regions of public clouds, from cloud-regions.csv beside this class, whose head says where
 * that comes from. Read once, when first asked for. Threadsafe.
 */
final class CloudRegions {

  private static final String RESOURCE = "cloud-regions.csv";

  private CloudRegions() {}

  /** Read once. */
  private static final class Holder {
    static final List<Region> ALL = read();
  }

  /** All of them, in the order of the file. A name can be there twice, in the same place. */
  static List<Region> all() {
    return Holder.ALL;
  }

  private static List<Region> read() {
    try (InputStream in = CloudRegions.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing from the jar");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(CloudRegions::region)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a line: provider, region, city, country, latitude, longitude. */
  private static Region region(String line) {
    String[] columns = line.split(",", -1);
    if (columns.length != 6) {
      throw new IllegalStateException(RESOURCE + " has a bad line: " + line);
    }
    Coordinates place =
        new Coordinates(Double.parseDouble(columns[4]), Double.parseDouble(columns[5]));
    return new Region(columns[1], columns[3], place);
  }
}
