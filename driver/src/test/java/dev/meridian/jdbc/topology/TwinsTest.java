package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two addresses of one name that lead to one server: it is written to, and counted once. */
class TwinsTest {

  private static Observation at(int index, String ip, Observation of) {
    return of.of(new Node(index, "db", 5432, null, null).lookedUp(ip, true));
  }

  private static final Observation ONE = at(0, "10.0.0.1", Samples.primary(0, Samples.SYSTEM, 1));
  private static final Observation OTHER = at(1, "10.0.0.2", Samples.primary(0, Samples.SYSTEM, 1));

  private static RoleRules.Ruling rule(Observation... observations) {
    return RoleRules.rule(Twins.silenced(List.of(observations)), KnownWorld.NEW, Samples.DATABASE);
  }

  @Test
  void theFirstThatAnswersStandsForTheServer() {
    assertThat(rule(ONE, OTHER).primary()).isZero();
    assertThat(rule(ONE, OTHER).findings().get(1).role()).isEqualTo(Role.UNKNOWN);
    assertThat(rule(Samples.down(ONE), OTHER).primary()).isEqualTo(1);
    assertThat(rule(ONE, Samples.down(OTHER)).primary()).isZero();
    assertThat(Twins.twinOf(OTHER, List.of(ONE, OTHER))).isEqualTo(ONE.node());
  }

  @Test
  void withoutThatTwoOfOneTimelineWouldBothBeRefused() {
    assertThat(RoleRules.rule(List.of(ONE, OTHER), KnownWorld.NEW, Samples.DATABASE).primary())
        .isEqualTo(-1);
  }

  @Test
  void twoNamesAreStillTwo() {
    Observation named = Samples.primary(0, Samples.SYSTEM, 1);
    Observation alike =
        Samples.primary(1, Samples.SYSTEM, 1).of(new Node(1, "other", 5432, null, null));
    assertThat(rule(named, alike).conflict()).contains("other:5432");
  }
}
