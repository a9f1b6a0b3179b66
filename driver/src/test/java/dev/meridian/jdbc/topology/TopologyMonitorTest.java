package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Settings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopologyMonitorTest {

  private final SQLException silence = new SQLException("no answer", "08006");

  private static TopologyMonitor monitor(int nodes) throws SQLException {
    Target target =
        new Target(
            IntStream.range(0, nodes).mapToObj(i -> Samples.node(i, null)).toList(),
            Samples.DATABASE,
            new Properties(),
            Settings.of(Map.of(), false),
            null);
    return new TopologyMonitor(target, new NodeConnector(target));
  }

  private static Observation observed(TopologyMonitor monitor, Observation observation) {
    return monitor.observed(observation, System.nanoTime());
  }

  private static List<String> probes(String host) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("meridian-probe-" + host + ":"))
        .toList();
  }

  @Test
  void theProbeGoesOnFromTheLossThatAStatementAndItsOwnSilenceMadeTogether() throws SQLException {
    try (TopologyMonitor monitor = monitor(1)) {
      Observation first = observed(monitor, Samples.primary(0, Samples.SYSTEM, 1));
      NodeSample answer = first.sample();
      assertThat(answer).isNotNull();
      assertThat(observed(monitor, first.missed(silence)).up())
          .as("one silent probe is none")
          .isTrue();

      monitor.suspect(first.node(), silence);
      Observation lost = observed(monitor, first.missed(silence));
      assertThat(lost.up()).isFalse();
      assertThat(monitor.topology().nodes().get(0).up()).isFalse();

      observed(monitor, lost.answered(Samples.at(900, answer), null));
      assertThat(monitor.topology().nodes().get(0).upSinceNanos()).isEqualTo(900);
    }
  }

  @Test
  void aPrimaryThatWasOutOfReachIsBelievedOnceTheOthersWereAsked() throws SQLException {
    try (TopologyMonitor monitor = monitor(2)) {
      Observation primary = Samples.primary(0, Samples.SYSTEM, 1);
      Observation standby = Samples.standby(1, Samples.SYSTEM, new Lsn(1_000));
      observed(monitor, primary);
      observed(monitor, standby);
      assertThat(monitor.topology().isWritable()).isTrue();
      observed(monitor, Samples.down(primary));
      long before = System.nanoTime();
      Observation held = observed(monitor, primary);
      assertThat(held.up()).isFalse();
      assertThat(String.valueOf(held.failure())).contains("asked first");
      monitor.observed(standby, before);
      assertThat(observed(monitor, primary).up()).as("that was asked before").isFalse();
      observed(monitor, Samples.down(standby));
      assertThat(observed(monitor, primary).up()).isTrue();
      assertThat(monitor.topology().isWritable()).isTrue();
    }
  }

  @Test
  void oneThatIsLostAgainIsDoubtedAnewWhenItReturns() throws SQLException {
    try (TopologyMonitor monitor = monitor(2)) {
      Observation primary = Samples.primary(0, Samples.SYSTEM, 1);
      Observation standby = Samples.standby(1, Samples.SYSTEM, new Lsn(1_000));
      observed(monitor, primary);
      observed(monitor, standby);
      observed(monitor, Samples.down(primary));
      assertThat(observed(monitor, primary).up()).isFalse();
      observed(monitor, standby);
      observed(monitor, Samples.down(primary));
      assertThat(observed(monitor, primary).up()).isFalse();
    }
  }

  @Test
  void aPrimaryOfWhichAStatementAloneDoubtedIsBelievedAtOnce() throws SQLException {
    try (TopologyMonitor monitor = monitor(2)) {
      Observation primary = Samples.primary(0, Samples.SYSTEM, 1);
      observed(monitor, primary);
      observed(monitor, Samples.standby(1, Samples.SYSTEM, new Lsn(1_000)));
      monitor.suspect(primary.node(), silence);
      assertThat(observed(monitor, primary).up()).isTrue();
    }
  }

  @Test
  void aProbeGoesOnWhateverComesOfItsNews() throws Exception {
    Node nobody = new Node(0, "127.0.0.1", 1, null, null);
    CountDownLatch times = new CountDownLatch(3);
    try (TopologyMonitor monitor = monitor(1)) {
      monitor.take(List.of(nobody), true);
      monitor.watch(
          seen -> {
            times.countDown();
            throw new IllegalStateException("on purpose");
          });
      monitor.start();
      assertThat(times.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void nobodyWaitsForTheVerdictOfProbesThatAreClosed() throws Exception {
    TopologyMonitor monitor = monitor(1);
    Observation first = observed(monitor, Samples.primary(0, Samples.SYSTEM, 1));
    monitor.suspect(first.node(), silence);
    CountDownLatch ended = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              try {
                monitor.awaitVerdict(seen -> false, TimeUnit.MINUTES.toNanos(1));
                ended.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiting.start();
    assertThat(ended.await(100, TimeUnit.MILLISECONDS)).isFalse();
    monitor.close();
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void onceClosedItSendsOutNoProbeHoweverLateOneIsAskedFor() throws SQLException {
    TopologyMonitor monitor = monitor(1);
    monitor.close();
    monitor.take(List.of(new Node(0, "late.invalid", 5432, null, null)), true);
    monitor.start();
    assertThat(probes("h0")).isEmpty();
    assertThat(probes("late.invalid")).isEmpty();
  }

  @Test
  void closedWhileItRunsItSendsOutNoneForNodesThatComeLater() throws Exception {
    TopologyMonitor monitor = monitor(1);
    monitor.start();
    monitor.close();
    monitor.take(List.of(new Node(0, "later.invalid", 5432, null, null)), true);
    monitor.start();
    assertThat(probes("later.invalid")).isEmpty();
  }
}
