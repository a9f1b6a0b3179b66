package dev.meridian.jdbc.topology;

import static dev.meridian.jdbc.topology.Samples.OTHER_SYSTEM;
import static dev.meridian.jdbc.topology.Samples.SYSTEM;
import static dev.meridian.jdbc.topology.Samples.down;
import static dev.meridian.jdbc.topology.Samples.never;
import static dev.meridian.jdbc.topology.Samples.primary;
import static dev.meridian.jdbc.topology.Samples.slot;
import static dev.meridian.jdbc.topology.Samples.standby;
import static dev.meridian.jdbc.topology.Samples.stating;
import static dev.meridian.jdbc.topology.Samples.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.RoleRules.Finding;
import dev.meridian.jdbc.topology.RoleRules.Ruling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoleRulesTest {

  private static final KnownWorld KNOWN =
      new KnownWorld(SYSTEM, 1, java.util.Set.of(), java.util.Map.of());

  private static Ruling rule(Observation... observations) {
    return rule(KnownWorld.NEW, observations);
  }

  private static Ruling rule(KnownWorld known, Observation... observations) {
    return RoleRules.rule(List.of(observations), known, Samples.DATABASE);
  }

  private static List<Role> roles(Ruling ruling) {
    return ruling.findings().stream().map(Finding::role).toList();
  }

  @Test
  void findsAllThreeRoles() {
    Ruling ruling =
        rule(
            primary(0, SYSTEM, 1, slot("s")),
            standby(1, SYSTEM, new Lsn(990)),
            subscriber(2, OTHER_SYSTEM, true, "s"));
    assertThat(roles(ruling)).containsExactly(Role.PRIMARY, Role.STANDBY, Role.SUBSCRIBER);
    assertThat(ruling.primary()).isZero();
  }

  @Test
  void doesNotCareForTheOrderOfTheHosts() {
    for (int seed = 0; seed < 100; seed++) {
      List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
      Collections.shuffle(order, new Random(seed));
      Observation[] observations = new Observation[3];
      observations[order.get(0)] = primary(order.get(0), SYSTEM, 1, slot("s"));
      observations[order.get(1)] = standby(order.get(1), SYSTEM, new Lsn(1));
      observations[order.get(2)] = subscriber(order.get(2), OTHER_SYSTEM, true, "s");
      Ruling ruling = rule(observations);
      assertThat(ruling.primary()).as("seed %d", seed).isEqualTo(order.get(0));
      assertThat(roles(ruling).get(order.get(2))).isEqualTo(Role.SUBSCRIBER);
    }
  }

  @Test
  void aDisabledSubscriberIsOneTo() {
    Ruling ruling = rule(primary(0, SYSTEM, 1, slot("s")), subscriber(1, OTHER_SYSTEM, false, "s"));
    assertThat(roles(ruling)).containsExactly(Role.PRIMARY, Role.SUBSCRIBER);
  }

  @Test
  void aSubscriberWhosePublisherIsOutOfReachIsNeverThePrimary() {
    for (boolean enabled : new boolean[] {true, false}) {
      Ruling ruling = rule(never(0), subscriber(1, OTHER_SYSTEM, enabled, "s"));
      assertThat(roles(ruling)).containsExactly(Role.UNKNOWN, Role.UNKNOWN);
      assertThat(ruling.primary()).isEqualTo(-1);
      assertThat(ruling.findings().get(1).problem()).contains("publisher");
    }
  }

  @Test
  void aSubscriberStaysOneOnceItWasFound() {
    KnownWorld known =
        new KnownWorld(SYSTEM, 1, java.util.Set.of(OTHER_SYSTEM), java.util.Map.of());
    Ruling ruling = rule(known, never(0), subscriber(1, OTHER_SYSTEM, false, "s"));
    assertThat(roles(ruling)).containsExactly(Role.UNKNOWN, Role.SUBSCRIBER);
  }

  @Test
  void theSlotOfADeadPrimaryStillTellsItsSubscriber() {
    Ruling ruling =
        rule(down(primary(0, SYSTEM, 1, slot("s"))), subscriber(1, OTHER_SYSTEM, true, "s"));
    assertThat(roles(ruling)).containsExactly(Role.PRIMARY, Role.SUBSCRIBER);
  }

  @Test
  void aSlotOfAnotherDatabaseIsNotTheSubscriptions() {
    NodeSample.Slot foreign = new NodeSample.Slot("s", "elsewhere", true, new Lsn(1));
    Ruling ruling = rule(primary(0, SYSTEM, 1, foreign), subscriber(1, OTHER_SYSTEM, true, "s"));
    assertThat(roles(ruling).get(1)).isEqualTo(Role.UNKNOWN);
    assertThat(ruling.primary()).isZero();
  }

  @Test
  void oneHostThatSubscribesToAForeignServerIsAPrimary() {
    assertThat(rule(subscriber(0, SYSTEM, true, "s")).primary()).isZero();
  }

  @Test
  void twoThatSubscribeToEachOtherAreBothRefused() {
    NodeSample one = java.util.Objects.requireNonNull(subscriber(0, SYSTEM, true, "a").sample());
    NodeSample two =
        java.util.Objects.requireNonNull(subscriber(1, OTHER_SYSTEM, true, "b").sample());
    Observation first = withSlot(0, one, "b");
    Observation second = withSlot(1, two, "a");
    Ruling ruling = rule(first, second);
    assertThat(roles(ruling)).containsExactly(Role.UNKNOWN, Role.UNKNOWN);
    assertThat(ruling.findings().get(0).problem()).contains("subscribe to each other");
  }

  private static Observation withSlot(int index, NodeSample sample, String slot) {
    return new Observation(
        Samples.node(index, null),
        new NodeSample(
            sample.startedNanos(),
            sample.finishedNanos(),
            sample.identity(),
            false,
            1,
            sample.insert(),
            sample.flush(),
            null,
            sample.subscriptions(),
            List.of(slot(slot))),
        true,
        1,
        1,
        null);
  }

  @Test
  void ofTwoThatTakeWritesTheHigherTimelineWins() {
    Ruling ruling = rule(primary(0, SYSTEM, 1), primary(1, SYSTEM, 2));
    assertThat(ruling.primary()).isEqualTo(1);
    assertThat(ruling.findings().get(0).problem()).contains("older timeline");
  }

  @Test
  void twoOfOneTimelineAreBothNamedAndNeitherIsThePrimary() {
    Ruling ruling = rule(primary(0, SYSTEM, 2), primary(1, SYSTEM, 2));
    assertThat(ruling.primary()).isEqualTo(-1);
    assertThat(ruling.conflict()).contains("h0:5432").contains("h1:5432");
  }

  @Test
  void twoSystemsThatTakeWritesAreBothNamed() {
    Ruling ruling = rule(primary(0, SYSTEM, 1), primary(1, OTHER_SYSTEM, 5));
    assertThat(ruling.primary()).isEqualTo(-1);
    assertThat(ruling.conflict()).contains("h0:5432").contains("h1:5432");
  }

  @Test
  void anotherSystemThanTheKnownIsNeverThePrimary() {
    Ruling ruling = rule(KNOWN, never(0), primary(1, OTHER_SYSTEM, 9));
    assertThat(ruling.primary()).isEqualTo(-1);
    assertThat(roles(ruling).get(1)).isEqualTo(Role.UNKNOWN);
  }

  @Test
  void aTimelineBelowTheHighestSeenIsNeverWrittenTo() {
    KnownWorld known = new KnownWorld(SYSTEM, 3, java.util.Set.of(), java.util.Map.of());
    assertThat(rule(known, primary(0, SYSTEM, 2)).primary()).isEqualTo(-1);
    assertThat(rule(known, primary(0, SYSTEM, 3)).primary()).isZero();
  }

  @Test
  void aStandbyWithoutAReplayPositionIsRefusedInWords() {
    Ruling ruling = rule(primary(0, SYSTEM, 1), standby(1, SYSTEM, null));
    assertThat(roles(ruling).get(1)).isEqualTo(Role.UNKNOWN);
    assertThat(ruling.findings().get(1).problem()).contains("Aurora");
  }

  @Test
  void aStandbyOfAnotherSystemIsRefused() {
    Ruling ruling = rule(primary(0, SYSTEM, 1), standby(1, OTHER_SYSTEM, new Lsn(1)));
    assertThat(roles(ruling).get(1)).isEqualTo(Role.UNKNOWN);
  }

  @Test
  void statedRolesThatContradictWhatIsFoundShowBoth() {
    for (Observation wrong :
        List.of(
            stating(Role.STANDBY, primary(0, SYSTEM, 1)),
            stating(Role.SUBSCRIBER, primary(0, SYSTEM, 1)),
            stating(Role.PRIMARY, standby(0, SYSTEM, new Lsn(1))),
            stating(Role.SUBSCRIBER, standby(0, SYSTEM, new Lsn(1))))) {
      Ruling ruling = rule(wrong);
      assertThat(ruling.contradiction())
          .contains("roles= states " + wrong.node().statedRole())
          .contains("but it ");
      assertThat(ruling.primary()).isEqualTo(-1);
    }
  }

  @Test
  void aStatedRoleDecidesWhereNothingContradictsIt() {
    Ruling ruling = rule(never(0), stating(Role.SUBSCRIBER, subscriber(1, SYSTEM, true, "s")));
    assertThat(roles(ruling).get(1)).isEqualTo(Role.SUBSCRIBER);
    Ruling other = rule(never(0), stating(Role.PRIMARY, subscriber(1, SYSTEM, true, "s")));
    assertThat(other.primary()).isEqualTo(1);
  }
}
