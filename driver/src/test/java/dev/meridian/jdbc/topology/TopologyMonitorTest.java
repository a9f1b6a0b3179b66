package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Settings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TopologyMonitorTest {

  private final SQLException silence = new SQLException("no answer", "08006");

  private static TopologyMonitor monitor() throws SQLException {
    Target target =
        new Target(
            List.of(Samples.node(0, null)),
            Samples.DATABASE,
            new Properties(),
            Settings.of(Map.of(), false),
            null);
    return new TopologyMonitor(target, new NodeConnector(target));
  }

  private static List<String> probes(String host) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("meridian-probe-" + host + ":"))
        .toList();
  }

  @Test
  void theProbeGoesOnFromTheLossThatAStatementAndItsOwnSilenceMadeTogether() throws SQLException {
    try (TopologyMonitor monitor = monitor()) {
      Observation first = monitor.observed(Samples.primary(0, Samples.SYSTEM, 1));
      NodeSample answer = first.sample();
      assertThat(answer).isNotNull();
      assertThat(monitor.observed(first.missed(silence)).up())
          .as("one silent probe is none")
          .isTrue();

      monitor.suspect(first.node(), silence);
      Observation lost = monitor.observed(first.missed(silence));
      assertThat(lost.up()).isFalse();
      assertThat(monitor.topology().nodes().get(0).up()).isFalse();

      monitor.observed(lost.answered(Samples.at(900, answer), null));
      assertThat(monitor.topology().nodes().get(0).upSinceNanos()).isEqualTo(900);
    }
  }

  @Test
  void onceClosedItSendsOutNoProbeHoweverLateOneIsAskedFor() throws SQLException {
    TopologyMonitor monitor = monitor();
    monitor.close();
    monitor.take(List.of(new Node(0, "late.invalid", 5432, null, null)), true);
    monitor.start();
    assertThat(probes("h0")).isEmpty();
    assertThat(probes("late.invalid")).isEmpty();
  }

  @Test
  void closedWhileItRunsItSendsOutNoneForNodesThatComeLater() throws Exception {
    TopologyMonitor monitor = monitor();
    monitor.start();
    monitor.close();
    monitor.take(List.of(new Node(0, "later.invalid", 5432, null, null)), true);
    monitor.start();
    assertThat(probes("later.invalid")).isEmpty();
  }
}
