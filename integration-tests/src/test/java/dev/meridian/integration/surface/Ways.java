package dev.meridian.integration.surface;

import dev.meridian.integration.Routes;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * pgjdbc to the primary, and Meridian to the world: from the standby's region and from the
 * subscriber's, as a {@code DataSource} and as a driver.
 */
final class Ways implements AutoCloseable {

  private static final Duration ELSEWHERE = Duration.ofMillis(6);
  private static final String STANDBY = "eu-west-1";
  private static final String SUBSCRIBER = "ap-east-1";

  private final MultiRegionPostgres cluster;
  private final Way raw;
  private final List<Way> wrapped;
  private final List<MeridianDataSource> sources;

  private Ways(
      MultiRegionPostgres cluster, Way raw, List<Way> wrapped, List<MeridianDataSource> sources) {
    this.cluster = cluster;
    this.raw = raw;
    this.wrapped = wrapped;
    this.sources = sources;
  }

  static Ways to(MultiRegionPostgres cluster) throws SQLException {
    String home = cluster.from("us-east-1").primaryUrl();
    String nearStandby = near(cluster, STANDBY).meridianUrl();
    String nearSubscriber = near(cluster, SUBSCRIBER).meridianUrl();
    MeridianDataSource standby = MeridianDataSource.builder().url(nearStandby).build();
    MeridianDataSource subscriber = MeridianDataSource.builder().url(nearSubscriber).build();
    awaitNear(standby, STANDBY);
    awaitNear(subscriber, SUBSCRIBER);
    return new Ways(
        cluster,
        new Way("pgjdbc", () -> DriverManager.getConnection(home)),
        List.of(
            new Way("source, near a standby", standby::getConnection),
            new Way("source, near a subscriber", subscriber::getConnection),
            new Way("driver, near a standby", () -> DriverManager.getConnection(nearStandby))),
        List.of(standby, subscriber));
  }

  /** Sets the distances again: they are restored after each test. */
  void keepDistances() {
    near(cluster, STANDBY);
    near(cluster, SUBSCRIBER);
  }

  /** Far enough for no doubt which node is the nearest; the programs are many. */
  private static Vantage near(MultiRegionPostgres cluster, String region) {
    Vantage here = cluster.from(region);
    for (RegionNode node : cluster.nodes()) {
      if (!node.region().equals(region)) {
        here.linkTo(node.region()).roundTrip(ELSEWHERE);
      }
    }
    return here;
  }

  private static void awaitNear(MeridianDataSource source, String region) throws SQLException {
    try (Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, region);
    }
  }

  Way raw() {
    return raw;
  }

  List<Way> wrapped() {
    return wrapped;
  }

  @Override
  public void close() {
    sources.forEach(MeridianDataSource::close);
  }
}
