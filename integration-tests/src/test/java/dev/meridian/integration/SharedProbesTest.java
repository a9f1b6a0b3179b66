package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.WanLink;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** However many data sources of a JVM lead to the same nodes: each node is asked once. */
@ShopWorld
class SharedProbesTest {

  private static final int MANY = 50;
  private static final String PROBES =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'meridian-probe'";

  private final MultiRegionPostgres cluster;

  SharedProbesTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  private static int probes(RegionNode node) throws SQLException {
    return Integer.parseInt(String.valueOf(node.query(PROBES)));
  }

  private static MeridianDataSource source(Vantage here, int i) throws SQLException {
    // No other world of this JVM probes so often: what is counted is these.
    String url =
        here.meridianUrl(
            "probeInterval=490ms",
            "maxConnections=" + (i + 1),
            "consistency=" + (i % 2 == 0 ? "session" : "bounded"),
            "catchUpTimeout=" + (500 + i) + "ms",
            "ApplicationName=app-" + i,
            "options=-c statement_timeout=" + (60_000 + i));
    MeridianDataSource source = MeridianDataSource.builder().url(url).build();
    try (Connection connection = source.getConnection()) {
      assertThat(connection.isValid(5)).isTrue();
    }
    return source;
  }

  @Test
  void fiftyDataSourcesAskEachNodeAsOftenAsOneDoes() throws SQLException {
    cluster.awaitCaughtUp();
    Vantage here = cluster.from("eu-west-1");
    List<Integer> before = new ArrayList<>();
    for (RegionNode node : cluster.nodes()) {
      before.add(probes(node));
    }
    List<MeridianDataSource> sources = new ArrayList<>();
    try {
      for (int i = 0; i < MANY; i++) {
        sources.add(source(here, i));
      }
      for (int i = 0; i < before.size(); i++) {
        // One asks how it is, one reads what it holds.
        assertThat(probes(cluster.nodes().get(i)) - before.get(i))
            .as("probes of %s", cluster.nodes().get(i))
            .isBetween(1, 2);
      }
      WanLink link = here.linkTo("ap-east-1");
      long began = System.nanoTime();
      link.resetCounters();
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> link.roundTrips() >= 12);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      // A probe and the reading of the catalogue each interval: fifty would need a moment for it.
      assertThat(took).isGreaterThan(Duration.ofMillis(500));
    } finally {
      sources.forEach(MeridianDataSource::close);
    }
    for (int i = 0; i < before.size(); i++) {
      RegionNode node = cluster.nodes().get(i);
      int least = before.get(i);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(probes(node)).isLessThanOrEqualTo(least));
    }
  }

  @Test
  void anotherPasswordMakesOtherProbes() throws SQLException {
    Vantage here = cluster.from("eu-west-1");
    RegionNode node = cluster.primary();
    try (MeridianDataSource good = source(here, 0)) {
      int one = probes(node);
      String wrong = here.meridianUrl("probeInterval=490ms").replace("password=", "password=x");
      try (MeridianDataSource bad = MeridianDataSource.builder().url(wrong).build()) {
        Refusal.of(bad::getConnection).hasState("28P01");
      }
      try (Connection connection = good.getConnection()) {
        assertThat(Sql.query(connection, "SELECT 1")).isEqualTo("1");
      }
      assertThat(probes(node)).isEqualTo(one);
    }
  }
}
