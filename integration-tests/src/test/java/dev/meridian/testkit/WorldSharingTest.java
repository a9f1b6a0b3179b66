package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class WorldSharingTest {
  private static final LauncherConfig WITHOUT_REPORT =
      LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();

  private static final List<MultiRegionPostgres> SEEN = new CopyOnWriteArrayList<>();

  @Test
  void sharesAWorldBetweenClassesThatDescribeTheSameOneAndEndsItAfterThem() {
    run(One.class, Other.class);
    assertThat(SEEN).hasSize(2);
    assertThat(SEEN.get(0)).isSameAs(SEEN.get(1));
    assertThat(SEEN.get(0).primary().isRunning()).isFalse();
  }

  @Test
  void givesAClassItsOwnWorldOnRequest() {
    run(One.class, Alone.class);
    assertThat(SEEN).hasSize(2);
    assertThat(SEEN.get(0)).isNotSameAs(SEEN.get(1));
    assertThat(SEEN).noneMatch(cluster -> cluster.primary().isRunning());
  }

  private static void run(Class<?>... classes) {
    SEEN.clear();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    var request = LauncherDiscoveryRequestBuilder.request();
    for (Class<?> testClass : classes) {
      request.selectors(selectClass(testClass));
    }
    LauncherFactory.create(WITHOUT_REPORT).execute(request.build(), summary);
    assertThat(summary.getSummary().getFailures())
        .extracting(TestExecutionSummary.Failure::getException)
        .isEmpty();
  }

  @RegionsCluster(
      standbys = {},
      subscribers = {})
  static class One {
    @Test
    void sees(MultiRegionPostgres cluster) {
      assertThat(cluster.primary().isRunning()).isTrue();
      SEEN.add(cluster);
    }
  }

  @RegionsCluster(
      standbys = {},
      subscribers = {})
  static class Other {
    @Test
    void sees(MultiRegionPostgres cluster) {
      assertThat(cluster.primary().isRunning()).isTrue();
      SEEN.add(cluster);
    }
  }

  @RegionsCluster(
      standbys = {},
      subscribers = {},
      shared = false)
  static class Alone {
    @Test
    void sees(MultiRegionPostgres cluster) {
      assertThat(cluster.primary().isRunning()).isTrue();
      SEEN.add(cluster);
    }
  }
}
