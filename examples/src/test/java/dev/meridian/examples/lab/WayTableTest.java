package dev.meridian.examples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.testkit.WanModel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WayTableTest {

  private static Stream<WayChange> all() {
    return Stream.concat(WayTable.changes().stream(), Stream.of(WayTable.tie()));
  }

  @Test
  void hasOneRowForEachApplicationAndOneColumnForEachNode() {
    assertThat(all())
        .allSatisfy(
            change -> {
              assertThat(change.ways()).extracting(Ways::region).isEqualTo(LabWorld.REGIONS);
              for (Ways ways : change.ways()) {
                assertThat(ways.roundTripsMs().keySet())
                    .containsExactlyElementsOf(LabWorld.REGIONS);
              }
            });
  }

  @Test
  void beginsAsTheWorldIs() {
    WanModel model = WanModel.published();
    for (Ways ways : WayTable.changes().get(0).ways()) {
      ways.roundTripsMs()
          .forEach(
              (node, ms) ->
                  assertThat(model.roundTrip(ways.region(), node).toNanos())
                      .isEqualTo(Math.round(ms * 1e6)));
    }
  }

  @Test
  void expectsTheNearest() {
    for (WayChange change : WayTable.changes()) {
      for (Ways ways : change.ways()) {
        double least = ways.roundTripsMs().values().stream().min(Double::compare).orElseThrow();
        assertThat(ways.roundTripsMs()).as(change.name()).containsEntry(ways.expected(), least);
      }
    }
  }

  @Test
  void makesEveryApplicationMoveThereAndBackTwice() {
    for (String region : LabWorld.REGIONS) {
      List<String> expected =
          WayTable.changes().stream().map(change -> change.from(region).expected()).toList();
      assertThat(expected)
          .containsExactly(region, expected.get(1), region, region, expected.get(4), region);
      assertThat(expected.get(1)).isNotEqualTo(region);
      assertThat(expected.get(4)).isNotEqualTo(region);
    }
  }

  @Test
  void tiesTwoNodesThatAreNearerThanAnyOtherAtTheirFarthest() {
    for (Ways ways : WayTable.tie().ways()) {
      assertThat(ways.jittering()).hasSize(2);
      Map<String, Double> roundTrips = ways.roundTripsMs();
      double tied = Objects.requireNonNull(roundTrips.get(ways.jittering().get(0)));
      assertThat(roundTrips).containsEntry(ways.jittering().get(1), tied);
      roundTrips.forEach(
          (node, ms) -> {
            if (!ways.jittering().contains(node)) {
              assertThat(ms).isGreaterThan(1.3 * tied);
            }
          });
    }
  }
}
