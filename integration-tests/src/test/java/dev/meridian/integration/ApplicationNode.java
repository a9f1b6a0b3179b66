package dev.meridian.integration;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Route;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An application in one region: a data source of its own, that knows of what others did by tokens
 * alone. Signs with the first of the given keys.
 */
record ApplicationNode(MeridianDataSource source) implements AutoCloseable {

  /** What a read brought, and where from. */
  record Seen(@Nullable String value, Route route) {}

  static String key(int seed) {
    byte[] key = new byte[32];
    new Random(seed).nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  static Path keyFile(Path folder, int... seeds) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int seed : seeds) {
      lines.append(key(seed)).append('\n');
    }
    return Files.writeString(folder.resolve("keys-" + seeds[0] + "-" + seeds.length), lines);
  }

  static ApplicationNode in(
      MultiRegionPostgres cluster, String region, Path keys, String... settings)
      throws SQLException {
    return at(Distances.apply(cluster, region), keys, settings);
  }

  /** One that has all nodes but its region's as far as {@link Distances#far} says. */
  static ApplicationNode farIn(MultiRegionPostgres cluster, String region, Path keys)
      throws SQLException {
    return at(Distances.far(cluster, region), keys);
  }

  private static ApplicationNode at(Vantage here, Path keys, String... settings)
      throws SQLException {
    String url = Refusal.freshUrl(here, settings) + "&tokenKeys=file:" + keys;
    ApplicationNode node = new ApplicationNode(MeridianDataSource.builder().url(url).build());
    try (Connection connection = node.source.getConnection()) {
      Routes.awaitRead(connection, here.region());
    }
    return node;
  }

  Seen read(String sql) throws SQLException {
    try (Connection connection = source.getConnection()) {
      String value = Sql.query(connection, sql);
      return new Seen(value, Sql.route(connection));
    }
  }

  void write(String sql) throws SQLException {
    try (Connection connection = source.getConnection()) {
      Sql.update(connection, sql);
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
