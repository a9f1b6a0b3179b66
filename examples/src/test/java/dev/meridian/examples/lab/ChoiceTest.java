package dev.meridian.examples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the lab takes for a fault of the choice, and what not. */
class ChoiceTest {

  private static final Ways FAR = WayTable.changes().get(4).from("eu-west-1");
  private static final Ways TIE = WayTable.tie().from("eu-west-1");

  private static Seen seen(
      @Nullable String serving, int changes, long sinceMs, String... failures) {
    return new Seen(
        serving, sinceMs, changes, Map.of("ap-east-1", 100), Map.of(), List.of(failures));
  }

  private static List<String> followed(Seen seen) {
    return new Followed("far", FAR, 6, seen).faults();
  }

  private static List<String> tied(int changes, int seconds) {
    return new Tied(TIE, seconds, seen("ap-east-1", changes, 0)).faults();
  }

  @Test
  void oneChangeInTimeIsNoFault() {
    assertThat(followed(seen("ap-east-1", 1, 5_000))).isEmpty();
  }

  @Test
  void aChoiceThatDoesNotFollowIsAFault() {
    assertThat(followed(seen("eu-west-1", 0, 0)))
        .singleElement()
        .asString()
        .contains("not read from ap-east-1 alone after 6.0 s");
  }

  @Test
  void connectionsThatDifferAreAFault() {
    Seen both = seen("ap-east-1", 1, 900).and(seen("eu-west-1", 0, 0));
    assertThat(both.serving()).isNull();
    assertThat(followed(both)).hasSize(1);
  }

  @Test
  void ofTwoConnectionsTheSlowerAndTheMoreRestlessCounts() {
    Seen both = seen("ap-east-1", 1, 5_001, "lost").and(seen("ap-east-1", 2, 900));
    assertThat(both)
        .isEqualTo(
            new Seen("ap-east-1", 5_001, 2, Map.of("ap-east-1", 200), Map.of(), List.of("lost")));
    assertThat(followed(both))
        .containsExactly(
            "eu-west-1, far: read from ap-east-1 only after 5001 ms",
            "eu-west-1, far: a connection changed its node 2 times",
            "eu-west-1, far: 1 reads failed, the first: lost");
  }

  @Test
  void betweenTwoThatAreAsNearOneChangeAMinuteIsNoFault() {
    assertThat(tied(1, 20)).isEmpty();
    assertThat(tied(2, 20)).hasSize(1);
    assertThat(tied(2, 61)).isEmpty();
  }

  @Test
  void aThirdNodeBesideTwoThatAreAsNearIsAFault() {
    Seen elsewhere =
        new Seen("ap-east-1", 0, 0, Map.of("ap-east-1", 9, "us-east-1", 1), Map.of(), List.of());
    assertThat(new Tied(TIE, 20, elsewhere).faults()).hasSize(1);
  }
}
