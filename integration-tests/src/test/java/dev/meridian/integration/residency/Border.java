package dev.meridian.integration.residency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Routes;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What goes over the links to the nodes outside of Europe, seen from there. */
record Border(MultiRegionPostgres cluster) {

  static final String PROBE = "meridian-probe";
  static final String INSIDE = "eu-west-1";

  private Vantage here() {
    return cluster.from(INSIDE);
  }

  private List<String> outside() {
    return cluster.nodes().stream()
        .map(RegionNode::region)
        .filter(region -> !region.equals(INSIDE))
        .toList();
  }

  /** A URL with all nodes, whose connections tell their name with the first byte. */
  String url(String name, String... settings) {
    return here().meridianUrl(settings)
        + "&jurisdictions=EU:eu-west-1/eu-central-1,US:us-east-1,AP:ap-east-1"
        + "&primaryOnly=orders&safeFunctions=harmless&catchUpTimeout=300ms"
        + "&sslmode=disable&assumeMinServerVersion=10&ApplicationName="
        + name;
  }

  /** Mends what another test has broken, until a read is served inside; then counts anew. */
  void begin() throws SQLException {
    cluster.mend();
    cluster.awaitCaughtUp();
    try (MeridianDataSource source =
            MeridianDataSource.builder().url(url("begin", "jurisdiction=EU")).build();
        Connection connection = source.getConnection()) {
      Routes.awaitRead(connection, INSIDE);
    }
    reset();
  }

  /** Forgets what has gone over until now. */
  void reset() {
    outside().forEach(region -> here().linkTo(region).resetCounters());
  }

  /** Bytes that were not the probes', by region and application. */
  Map<String, Long> crossed() {
    Map<String, Long> crossed = new TreeMap<>();
    for (String region : outside()) {
      here()
          .linkTo(region)
          .bytesByApplication()
          .forEach(
              (application, bytes) -> {
                if (!application.equals(PROBE)) {
                  crossed.put(region + " " + application, bytes);
                }
              });
    }
    return crossed;
  }

  void expectNothingCrossed() {
    assertThat(crossed()).as("bytes of others than probes").isEmpty();
  }

  /** Sessions of that name on the servers outside, by the servers' own word. */
  void expectNoSession(String name) throws Exception {
    for (String region : outside()) {
      assertThat(
              cluster
                  .node(region)
                  .query(
                      "SELECT count(*) FROM pg_stat_activity WHERE application_name = '"
                          + name
                          + "'"))
          .as("sessions of %s in %s", name, region)
          .isEqualTo("0");
    }
  }
}
