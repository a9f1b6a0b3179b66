package dev.meridian.integration;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import java.time.Duration;

/**
 * Distances that leave no doubt which node is the nearest: a busy machine's own delays are shorter,
 * and a test with a hundred round trips takes seconds.
 */
public final class Distances {

  private static final Duration ELSEWHERE = Duration.ofMillis(30);
  private static final Duration FAR = Duration.ofMillis(100);

  private Distances() {}

  /** Makes every node but the one in the application's own region far. */
  public static Vantage apply(MultiRegionPostgres cluster, String region) {
    return apply(cluster, region, ELSEWHERE);
  }

  /** The same farther, where the near node does more than answer. */
  public static Vantage far(MultiRegionPostgres cluster, String region) {
    return apply(cluster, region, FAR);
  }

  private static Vantage apply(MultiRegionPostgres cluster, String region, Duration elsewhere) {
    Vantage here = cluster.from(region);
    for (RegionNode node : cluster.nodes()) {
      if (!node.region().equals(region)) {
        here.linkTo(node.region()).roundTrip(elsewhere);
      }
    }
    return here;
  }
}
