package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.ShopWorld;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Nodes that come and go by the thousand leave nothing behind, and nothing of them is believed. */
@ShopWorld
class NodeChurnTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final MultiRegionPostgres cluster;

  NodeChurnTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  private static long probeThreads(String address) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("meridian-probe-" + address))
        .count();
  }

  private static Node node(String host, int port) {
    return new Node(0, host, port, null, null);
  }

  private String probes(RegionNode node) throws SQLException {
    return String.valueOf(
        node.query(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'meridian-probe'"));
  }

  @Test
  void aThousandAddressesInTurnLeaveNothing() throws Exception {
    RegionNode real = cluster.node("eu-west-1");
    String probesBefore = probes(real);
    Node primary = node("127.0.0.1", cluster.primary().port());
    Node standby = node("127.0.0.1", real.port());
    Properties login = new Properties();
    login.setProperty("user", cluster.user());
    login.setProperty("password", cluster.password());
    login.setProperty("connectTimeout", "2");
    Target target =
        new Target(
            List.of(primary),
            cluster.database(),
            login,
            Settings.of(Map.of(Setting.PROBE_INTERVAL, "20ms"), false),
            null);
    TopologyMonitor monitor = new TopologyMonitor(target, new NodeConnector(target));
    try {
      monitor.start();
      assertThat(monitor.await(Topology::isWritable, SOON.toNanos())).isTrue();
      for (int i = 0; i < 1_000; i++) {
        String address = "127." + (i / 200 + 1) + "." + (i % 200) + ".1";
        monitor.take(List.of(primary, node(address, 1), standby), true);
        if (i % 20 == 0) {
          assertThat(
                  monitor.await(
                      seen -> seen.nodes().stream().anyMatch(NodeState::isLiveReplica),
                      SOON.toNanos()))
              .isTrue();
        }
        monitor.take(List.of(primary, node(address, 1)), true);
        assertThat(monitor.topology().isWritable()).isTrue();
      }
      monitor.take(List.of(primary), true);
      assertThat(monitor.topology().nodes()).hasSize(3);
      Awaitility.await().atMost(SOON).until(() -> probeThreads("127.") <= 1 + others());
      Awaitility.await().atMost(SOON).until(() -> probes(real).equals(probesBefore));
    } finally {
      monitor.close();
    }
  }

  /** Worlds of other tests that are still there. */
  private static long others() {
    return probeThreads("127.0.0.1");
  }
}
